package io.github.cameltimelines.hub.upstream;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesConfiguration;
import io.github.cameltimelines.WebhookRegistration;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.registration.Needs;
import io.github.cameltimelines.registration.OnStop;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.SecretPath;
import io.github.cameltimelines.workspace.Workspace;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hook of the first workspace registered with TimelinesAI, for the event types that the
 * workspace's enabled subscriptions want, whether they are delivered to a URL or to a route of the
 * application. It looks at the subscriptions as they are in memory, so that a change by any node is
 * followed as soon as it counts there.
 *
 * <p>What nobody wants any more stays registered: an event that TimelinesAI does not send is lost,
 * and a webhook that is deleted and created again must not tear a hole. Only when the secret of the
 * hook changes are the webhooks with the old one deleted, for calls to it are answered 404.
 */
public final class UpstreamHook extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamHook.class);

    private static final String HUB = "hub";
    private static final long LOOK_EVERY_MS = 200;

    private final CamelContext context;
    private final TimelinesComponent component;
    private final String token;
    private final String baseUrl;
    private final String publicUrl;

    private ScheduledExecutorService executor;
    private WebhookRegistration registration;
    private String secret;
    private List<Subscription> seen;
    private Needs needs;
    private String trouble;

    /**
     * @param component whose ledger has the subscriptions, and whose other options (limit of
     *     webhooks, interval, proxy and TLS) count for the calls
     * @param token TimelinesAI's
     * @param baseUrl of TimelinesAI's API; null for the component's
     * @param publicUrl where TimelinesAI reaches the hub
     */
    public UpstreamHook(
            CamelContext context,
            TimelinesComponent component,
            String token,
            String baseUrl,
            String publicUrl) {
        this.context = context;
        this.component = component;
        this.token = token;
        this.baseUrl = baseUrl;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doStart() {
        open(first().hookSecret());
        executor =
                context.getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(this, UpstreamHealthCheck.ID);
        executor.scheduleWithFixedDelay(this::lookSafely, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        if (executor != null) {
            context.getExecutorServiceManager().shutdownNow(executor);
        }
        closeRegistration();
    }

    private synchronized void closeRegistration() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }

    private synchronized void lookSafely() {
        if (registration == null || !context.getStatus().isStarted()) {
            return; // routes that want something may still be missing
        }
        try {
            look();
            trouble = null;
        } catch (RuntimeException e) {
            String what = e.getClass().getName();
            if (!what.equals(trouble)) {
                LOG.warn("What TimelinesAI should send cannot be told, trying again: {}", what);
                trouble = what;
            }
        }
    }

    private void look() {
        String now = first().hookSecret();
        if (!now.equals(secret)) {
            registration.release(HUB, OnStop.DELETE);
            registration.close();
            open(now);
        }
        List<Subscription> all = component.pipeline().subscriptions().ofWorkspace(first().id());
        if (all != seen) {
            Needs wanted = needsOf(all);
            if (!wanted.equals(needs)) {
                registration.register(HUB, wanted);
                needs = wanted;
            }
            seen = all;
        }
    }

    /** Nobody wants anything yet: that is told by the next look. */
    private void open(String hookSecret) {
        TimelinesConfiguration options = component.getConfiguration().copy();
        options.setApiToken(token);
        if (baseUrl != null) {
            options.setBaseUrl(baseUrl);
        }
        registration =
                WebhookRegistration.open(
                        component,
                        options,
                        publicUrl + SecretPath.of(hookSecret).under(HubPaths.HOOKS),
                        UpstreamHealthCheck::new);
        secret = hookSecret;
        seen = null;
        needs = null;
    }

    private Workspace first() {
        return component.pipeline().workspaces().byId(Workspace.DEFAULT_ID).orElseThrow();
    }

    private static Needs needsOf(List<Subscription> all) {
        return all.stream()
                .filter(Subscription::enabled)
                .map(Subscription::eventTypes)
                .distinct()
                .map(types -> Needs.of(types.named(), types.needed()))
                .reduce(Needs.NONE, Needs::plus);
    }
}

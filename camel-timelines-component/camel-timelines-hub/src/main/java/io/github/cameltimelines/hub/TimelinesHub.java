package io.github.cameltimelines.hub;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.delivery.NameResolver;
import io.github.cameltimelines.hub.alert.AlertRoutes;
import io.github.cameltimelines.hub.alert.AlertWatch;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.OtherwiseRoutes;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.SignInRoutes;
import io.github.cameltimelines.hub.console.delivery.DeliveryPages;
import io.github.cameltimelines.hub.console.delivery.ReplayPages;
import io.github.cameltimelines.hub.console.event.EventPages;
import io.github.cameltimelines.hub.console.flow.FlowPages;
import io.github.cameltimelines.hub.console.overview.OverviewPages;
import io.github.cameltimelines.hub.console.webhook.WebhookPages;
import io.github.cameltimelines.hub.delivery.DeliveryRoutes;
import io.github.cameltimelines.hub.erasure.ErasureRoutes;
import io.github.cameltimelines.hub.event.EventRoutes;
import io.github.cameltimelines.hub.flow.FlowRoutes;
import io.github.cameltimelines.hub.flow.Flows;
import io.github.cameltimelines.hub.health.DiskHealthCheck;
import io.github.cameltimelines.hub.health.Drain;
import io.github.cameltimelines.hub.metrics.HubMetrics;
import io.github.cameltimelines.hub.openapi.OpenApiRoutes;
import io.github.cameltimelines.hub.replay.ReplayRoutes;
import io.github.cameltimelines.hub.retention.RetentionRoutes;
import io.github.cameltimelines.hub.sample.SampleRoutes;
import io.github.cameltimelines.hub.upstream.UpstreamHook;
import io.github.cameltimelines.hub.webhook.WebhookRoutes;
import io.github.cameltimelines.hub.workspace.WorkspaceRoutes;
import io.github.cameltimelines.workspace.Sessions;
import java.io.PrintStream;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * The hub, as routes of a Camel application: {@code camel.addRoutes(new TimelinesHub())}. Needs an
 * HTTP server that {@code platform-http} can use, and shares the ledger of the {@code timelines}
 * component with the consumers of the application.
 */
public final class TimelinesHub extends RouteBuilder {

    private static final String COMPONENT = "timelines";

    private final HubSettings given;
    private final String componentName;
    private final PrintStream out;

    /** With the settings that stand in the properties of the application. */
    public TimelinesHub() {
        this(null);
    }

    public TimelinesHub(HubSettings settings) {
        this(settings, COMPONENT);
    }

    /**
     * On a ledger of its own, where the application is itself a receiver of the hub: an event that
     * a ledger has it does not take again.
     *
     * @param component name of a {@code TimelinesComponent} in the registry of the application
     */
    public TimelinesHub(HubSettings settings, String component) {
        this(settings, component, System.out);
    }

    /**
     * The same where standard output is not read by whoever starts the hub.
     *
     * @param out is told, once, how to reach the workspace that was made
     */
    public TimelinesHub(HubSettings settings, String component, PrintStream out) {
        this.given = settings;
        this.componentName = component;
        this.out = out;
    }

    @Override
    public void configure() throws Exception {
        CamelContext context = getContext();
        HubSettings settings = given == null ? settingsOf(context) : given;
        TimelinesComponent component =
                context.getComponent(componentName, TimelinesComponent.class);
        component.feedFromHub();
        HubService hub = new HubService(context, component, settings, out);
        context.addService(hub);
        Flows flows = flows(component, settings);
        addUpstream(component, settings);
        context.addService(new HubMetrics(context, component, hub.reception(), flows::count));
        DiskHealthCheck.watch(context, component);
        new Drain(settings.drain()).watch(context);
        context.addService(new AlertWatch(component));

        AddressGuard guard = new AddressGuard(settings.allowedDestinations(), NameResolver.SYSTEM);
        Callers callers =
                new Callers(() -> component.pipeline().workspaces(), settings.adminToken());
        ApiCalls calls = new ApiCalls();
        context.addRoutes(new DeliveryRoutes(component, guard));
        context.addRoutes(
                new WebhookRoutes(component, guard, settings.webhookLimit(), callers, calls));
        context.addRoutes(new EventRoutes(component, callers, calls));
        new ReplayRoutes(component, callers, calls).addTo(context);
        context.addRoutes(new WorkspaceRoutes(component, settings.webhookLimit(), callers, calls));
        context.addRoutes(
                new RetentionRoutes(
                        () -> component.pipeline().retention(), settings.keep().every()));
        context.addRoutes(new ErasureRoutes(component, callers, calls));
        context.addRoutes(new SampleRoutes(component, callers, calls));
        context.addRoutes(new FlowRoutes(flows, callers, calls));
        context.addRoutes(new OpenApiRoutes(calls));
        context.addRoutes(new AlertRoutes(component, settings.mail(), settings.publicUrl()));
        context.addRoutes(new OtherwiseRoutes(calls));
        if (settings.console().enabled()) {
            addConsole(component, callers, calls, settings.console().chat());
        }
    }

    private void addConsole(
            TimelinesComponent component, Callers callers, ApiCalls calls, String chat)
            throws Exception {
        CamelContext context = getContext();
        Console console =
                new Console(
                        context,
                        calls,
                        callers,
                        () -> new Sessions(component.pipeline().ledger(), Clock.systemUTC()),
                        chat);
        for (RouteBuilder routes : new SignInRoutes(console).routes()) {
            context.addRoutes(routes);
        }
        context.addRoutes(new WebhookPages(console));
        context.addRoutes(new DeliveryPages(console));
        context.addRoutes(new ReplayPages(console));
        context.addRoutes(new EventPages(console));
        context.addRoutes(new FlowPages(console));
        context.addRoutes(new OverviewPages(console, component, componentName));
    }

    private Flows flows(TimelinesComponent component, HubSettings settings) throws Exception {
        Flows flows =
                new Flows(
                        getContext(),
                        component,
                        settings.flows().folder(),
                        settings.flows().keep());
        getContext().addService(flows);
        getContext().addStartupListener(flows);
        return flows;
    }

    private void addUpstream(TimelinesComponent component, HubSettings settings) throws Exception {
        HubSettings.Upstream upstream = settings.upstream();
        if (upstream != null) {
            getContext()
                    .addService(
                            new UpstreamHook(
                                    getContext(),
                                    component,
                                    upstream.token(),
                                    upstream.baseUrl(),
                                    settings.publicUrl()));
        }
    }

    private static HubSettings settingsOf(CamelContext context) {
        return HubSettings.of(
                name -> context.getPropertiesComponent().resolveProperty(name).orElse(null));
    }
}

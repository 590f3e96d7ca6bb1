package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A TimelinesAI that runs in a test or a demo: its REST API, its webhooks with their semantics, its
 * quirks, and customers who write to it. It keeps everything in memory, behind one lock, and in a
 * file if {@link TimelinesEmulatorBuilder#dataFolder} names a folder. It calls any webhook URL,
 * loopback included; it is not meant to be reached from elsewhere.
 *
 * <pre>{@code
 * try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
 *     // register a webhook at timelines.baseUrl(), then
 *     timelines.customer("+34600111222").named("Ana Lopez").writes("What are your hours?");
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class TimelinesEmulator implements AutoCloseable {

    private static final long PATIENCE_S = 30;

    private final Mount mount;
    private final String url;
    private final Vertx ownVertx;

    private TimelinesEmulator(Mount mount, String url, Vertx ownVertx) {
        this.mount = mount;
        this.url = url;
        this.ownVertx = ownVertx;
        mount.workspace.run(() -> mount.links.base(url));
    }

    /** Starts one with the defaults, on a free port of the loopback interface. */
    public static TimelinesEmulator start() {
        return builder().start();
    }

    /** Starts one with the defaults, on this port of the loopback interface; 0 is any free one. */
    public static TimelinesEmulator start(int port) {
        return builder().port(port).start();
    }

    public static TimelinesEmulatorBuilder builder() {
        return new TimelinesEmulatorBuilder();
    }

    /** Mounts one with the defaults; see {@link TimelinesEmulatorBuilder#mountOn}. */
    public static TimelinesEmulator mountOn(Router router, Vertx vertx, String prefix) {
        return builder().mountOn(router, vertx, prefix);
    }

    /** The 32 event types that TimelinesAI documents, in its order. */
    public static Set<String> eventTypes() {
        return EventTypes.ALL;
    }

    static TimelinesEmulator listening(Settings settings, int port) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        Mount mount = null;
        try {
            mount = new Mount(settings, vertx);
            Router router = Router.router(vertx);
            mount.on(router, "");
            HttpServer server =
                    await(
                            vertx.createHttpServer(options())
                                    .requestHandler(router)
                                    .listen(port, "localhost"));
            String url = "http://localhost:" + server.actualPort();
            return new TimelinesEmulator(mount, url, vertx);
        } catch (RuntimeException e) {
            if (mount != null) {
                mount.close();
            }
            vertx.close();
            throw e;
        }
    }

    /**
     * Without the upgrade to clear-text HTTP/2 that the JDK's client asks for by default: upgraded
     * calls with larger answers were seen to wait for ever.
     */
    private static HttpServerOptions options() {
        return new HttpServerOptions().setHttp2ClearTextEnabled(false);
    }

    static TimelinesEmulator mounted(
            Settings settings, Router router, Vertx vertx, String prefix, String publicUrl) {
        Mount mount = new Mount(settings, vertx);
        mount.on(router, prefix);
        return new TimelinesEmulator(mount, publicUrl + prefix, null);
    }

    /** The API's base URL, e.g. {@code http://localhost:40123/integrations/api}. */
    public String baseUrl() {
        return url + "/integrations/api";
    }

    /** The root of everything else: {@code url() + "/customers/…"}, the page, the faults. */
    public String url() {
        return url;
    }

    /** The port that it listens on, or that its public URL names. */
    public int port() {
        URI uri = URI.create(url);
        int defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? defaultPort : uri.getPort();
    }

    /** The token that the API takes. */
    public String token() {
        return mount.workspace.settings.token();
    }

    /**
     * A customer with this phone number, who need not have a chat yet.
     *
     * @throws IllegalArgumentException if it is not a number in E.164
     */
    public Customer customer(String phone) {
        String number =
                Phones.parse(phone)
                        .orElseThrow(() -> new IllegalArgumentException("phone must be in E.164"));
        return new Customer(mount.workspace, mount.conversations, number, null, false);
    }

    /** The workspace's first WhatsApp number, {@code +34600999888} named Shop Desk. */
    public LinkedAccount account() {
        String id = mount.workspace.read(() -> mount.workspace.accounts.keySet().iterator().next());
        return new LinkedAccount(mount.workspace, mount.events, id);
    }

    /** Links a further WhatsApp number; the latest is the one that sends by default. */
    public LinkedAccount link(String phone, String name) {
        return mount.workspace.locked(
                () -> {
                    Account account =
                            Account.active(
                                    Phones.parse(phone).orElseThrow(IllegalArgumentException::new),
                                    name,
                                    "Eva",
                                    "eva@shop.example",
                                    mount.workspace.times.now());
                    mount.workspace.accounts.put(account.id(), account);
                    return new LinkedAccount(mount.workspace, mount.events, account.id())
                            .connects();
                });
    }

    /**
     * Sends this event to the webhooks subscribed to its type.
     *
     * @param payload the body without {@code event_type}, top-level as in the webhook
     *     specification; with {@link Envelope#SEED} it is rewritten
     */
    public void fire(String eventType, ObjectNode payload) {
        ObjectNode copy = payload.deepCopy();
        copy.remove("event_type");
        mount.workspace.run(() -> mount.sender.send(eventType, copy, "fired"));
    }

    /**
     * Sends a realistic event of this type, each time with new uids and ids.
     *
     * @throws IllegalArgumentException if it is none of {@link #eventTypes()}
     */
    public void fireSample(String eventType) {
        mount.workspace.run(
                () -> mount.sender.send(eventType, mount.samples.payload(eventType), "fired"));
    }

    /** The messages, notes and calls of this chat, oldest first; empty if there is no such chat. */
    public List<EmulatedMessage> messages(long chatId) {
        return mount.workspace.read(
                () -> {
                    Chat chat = mount.workspace.chats.get(chatId);
                    return chat == null
                            ? List.of()
                            : chat.messages.stream().map(EmulatedMessage::of).toList();
                });
    }

    /** What came over the API to be sent, in all chats, oldest first; notes are not sent. */
    public List<EmulatedMessage> sentByApi() {
        return mount.workspace.read(
                () ->
                        mount.workspace.messages.values().stream()
                                .filter(m -> m.fromMe && m.type.equals("whatsapp"))
                                .map(EmulatedMessage::of)
                                .toList());
    }

    /** The webhooks as they are registered now, by id. */
    public List<EmulatedWebhook> webhooks() {
        return mount.workspace.read(
                () -> mount.workspace.webhooks.values().stream().map(EmulatedWebhook::of).toList());
    }

    /** The latest 10 000 calls of the API, oldest first, those that faults hit included. */
    public List<ApiRequest> requests() {
        return mount.workspace.read(() -> List.copyOf(mount.workspace.requests()));
    }

    /** The latest 10 000 ended attempts to call webhooks, oldest first. */
    public List<WebhookAttempt> deliveries() {
        return mount.workspace.read(() -> List.copyOf(mount.workspace.attempts()));
    }

    /** The switches that make it fail. */
    public Faults faults() {
        return mount.faults;
    }

    /** Back to the beginning: no chats, files, webhooks, logs and faults. */
    public void reset() {
        mount.reset(false);
    }

    /** The same, but the webhooks stay registered, for routes that registered them at start. */
    public void resetKeepingWebhooks() {
        mount.reset(true);
    }

    /**
     * Stops sending, and saves what is kept in a file. What {@link #start} opened is closed; a
     * mounted one keeps answering.
     */
    @Override
    public void close() {
        mount.close();
        if (ownVertx != null) {
            await(ownVertx.close());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("Interrupted while starting or stopping", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new CompletionException("The emulator did not start or stop", e);
        }
    }
}

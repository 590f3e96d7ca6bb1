package io.github.cameltimelines.inbox;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * The door at the Vert.x router of platform-http, on Camel Main and the Camel CLI.
 *
 * <p>A Camel route on platform-http holds one of 20 worker threads until it ends, which caps any
 * group commit behind it at 20 calls. This handler runs on the event loop and answers when the
 * batch is committed, so that a batch gathers whatever waits. The answers of a batch go back to
 * each event loop in one task.
 *
 * <p>The only class that knows Vert.x, which is optional: touch it only where the router was found.
 */
final class RouterDoor implements Door {

    private static final String SEGMENT = "segment";

    private final Reception reception;
    private final Route route;

    /** By the thread of the event loop: a context is another one in each call. */
    private final Map<Thread, Answers> answers = new ConcurrentHashMap<>();

    private RouterDoor(VertxPlatformHttpRouter router, String path, Reception reception) {
        this.reception = reception;
        this.route = router.post(path + "/:" + SEGMENT).order(-1).handler(this::handle);
    }

    /** A door at the router of this context; empty when it has none. */
    static Optional<Door> open(CamelContext context, String path, Reception reception) {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> !isForManagement(context, router))
                .findFirst()
                .map(router -> new RouterDoor(router, path, reception));
    }

    private static boolean isForManagement(CamelContext context, VertxPlatformHttpRouter router) {
        try {
            return router.isManagementServer();
        } catch (NoSuchMethodError e) { // Camel before 4.18, as the Camel CLI may be
            return context.getPropertiesComponent()
                    .resolveProperty("camel.management.port")
                    .filter(port -> router.getName().endsWith("-" + port))
                    .isPresent();
        }
    }

    private void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        Optional<HttpAnswer> refusal =
                reception.refuse(
                        call.pathParam(SEGMENT),
                        request.getHeader("Content-Type"),
                        request.getHeader("Content-Encoding"),
                        contentLength(request));
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
            return;
        }
        Answers back =
                answers.computeIfAbsent(
                        Thread.currentThread(), loop -> new Answers(Vertx.currentContext()));
        new Reading(call.pathParam(SEGMENT), request, back).begin();
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length); // the server has checked it
    }

    /**
     * Answers before the body is read, and ends the connection with it: the rest of the body is not
     * wanted.
     */
    private static void refuse(HttpServerRequest request, HttpAnswer answer) {
        HttpServerResponse response = request.response();
        if (answer.status() == 413 && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        send(response, answer);
    }

    private static void send(HttpServerResponse response, HttpAnswer answer) {
        if (response.ended() || response.closed()) {
            return; // the caller is gone; what it sent is stored or not, as it would have been told
        }
        if (answer.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(answer.retryAfterSeconds()));
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", HttpAnswer.CONTENT_TYPE)
                .end(Buffer.buffer(answer.body()));
    }

    /** Gathers the body of one call, up to the bound. */
    private final class Reading {
        private final String segment;
        private final HttpServerRequest request;
        private final Answers back;
        private final Buffer body = Buffer.buffer(1024);
        private boolean refused;

        Reading(String segment, HttpServerRequest request, Answers back) {
            this.segment = segment;
            this.request = request;
            this.back = back;
        }

        void begin() {
            request.handler(this::part);
            request.endHandler(end -> complete());
        }

        private void part(Buffer part) {
            if (refused) {
                return;
            }
            if (body.length() + part.length() > Reception.BODY_MAX) {
                refused = true;
                refuse(request, reception.tooLarge());
            } else {
                body.appendBuffer(part);
            }
        }

        private void complete() {
            if (!refused) {
                reception.take(
                        segment, body.getBytes(), answer -> back.add(request.response(), answer));
            }
        }
    }

    /** The answers for the calls of one event loop. */
    private static final class Answers {
        private record Answer(HttpServerResponse response, HttpAnswer answer) {}

        private final Context context;
        private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean called = new AtomicBoolean();

        Answers(Context context) {
            this.context = context;
        }

        void add(HttpServerResponse response, HttpAnswer answer) {
            waiting.add(new Answer(response, answer));
            if (called.compareAndSet(false, true)) {
                context.runOnContext(any -> sendAll());
            }
        }

        private void sendAll() {
            called.set(false);
            Answer next;
            while ((next = waiting.poll()) != null) {
                send(next.response(), next.answer());
            }
        }
    }

    @Override
    public String server() {
        return "platform-http";
    }

    @Override
    public void close() {
        route.remove();
    }
}

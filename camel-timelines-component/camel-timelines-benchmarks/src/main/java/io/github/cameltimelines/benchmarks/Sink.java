package io.github.cameltimelines.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Where deliveries go: answers each with 200 when it has all of it, or never. */
final class Sink implements AutoCloseable {

    private static final Buffer ANSWER = Buffer.buffer("{\"status\":\"ok\"}");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final AtomicLong taken = new AtomicLong();
    private final HttpServer server;
    private final int port;
    private volatile Consumer<Arrival> arrivals;

    /**
     * A delivery that came.
     *
     * @param atNs when its first bytes were there
     */
    record Arrival(long atNs, String path, Buffer body) {}

    /**
     * @param answers false: takes connections and requests, and never answers
     */
    Sink(boolean answers) throws Exception {
        server =
                vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                        .requestHandler(answers ? this::take : request -> {});
        port =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
    }

    private void take(HttpServerRequest request) {
        Consumer<Arrival> wanted = arrivals;
        long at = wanted == null ? 0 : System.nanoTime();
        request.body()
                .onSuccess(
                        body -> {
                            request.response().end(ANSWER);
                            taken.incrementAndGet();
                            if (wanted != null) {
                                wanted.accept(new Arrival(at, request.path(), body));
                            }
                        });
    }

    /** Told of each delivery from now on, on the sink's thread; null for nobody. */
    void listen(Consumer<Arrival> listener) {
        arrivals = listener;
    }

    long taken() {
        return taken.get();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

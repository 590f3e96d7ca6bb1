package io.github.cameltimelines.emulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Single POSTs to webhooks: any http(s) URL, loopback too, no redirects, one timeout for all. */
final class WebhookCalls implements AutoCloseable {

    /** The status answered, or 0 and why there was none. */
    record Outcome(int status, String error) {}

    private final Vertx vertx;
    private final HttpClient client;
    private final long timeoutMs;

    WebhookCalls(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeoutMs = Math.max(1, timeout.toMillis());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(64)
                                .setKeepAliveTimeout(5)
                                .setConnectTimeout((int) timeoutMs));
    }

    /** Calls back exactly once, on some event loop. */
    void post(String url, String body, Consumer<Outcome> callback) {
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        Consumer<Outcome> once =
                outcome -> {
                    if (ended.compareAndSet(false, true)) {
                        callback.accept(outcome);
                    }
                };
        long timer =
                vertx.setTimer(
                        timeoutMs,
                        id -> {
                            once.accept(new Outcome(0, "timeout"));
                            HttpClientRequest request = sent.get();
                            if (request != null) {
                                request.reset();
                            }
                        });
        try {
            RequestOptions options =
                    new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
            options.putHeader("Content-Type", "application/json");
            client.request(options)
                    .compose(
                            request -> {
                                sent.set(request);
                                return request.send(Buffer.buffer(body));
                            })
                    .onComplete(
                            answer -> {
                                vertx.cancelTimer(timer);
                                once.accept(
                                        answer.succeeded()
                                                ? new Outcome(answer.result().statusCode(), "")
                                                : new Outcome(0, name(answer.cause())));
                            });
        } catch (RuntimeException e) {
            vertx.cancelTimer(timer);
            once.accept(new Outcome(0, name(e)));
        }
    }

    /** The class alone: messages of network exceptions quote hosts and paths. */
    private static String name(Throwable cause) {
        return cause.getClass().getSimpleName();
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.github.cameltimelines.hub.standalone;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the webhooks lead to: notes each call as it comes, and answers it a little later. */
final class DeliveryRecorder implements AutoCloseable {

    private static final Pattern UID = Pattern.compile("\"message_uid\":\"([^\"]+)\"");

    /**
     * One call.
     *
     * @param webhook the path that it came to
     * @param nanos when, by the steady clock
     */
    record Call(String webhook, String uid, Headers headers, String body, long nanos) {
        String eventId() {
            return headers.getFirst("webhook-id");
        }

        int attempt() {
            return Integer.parseInt(headers.getFirst("timelines-attempt"));
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final List<Call> taken = new ArrayList<>();
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(8);
    private final HttpServer server;
    private volatile long answerAfterMs = 5;
    private volatile ToIntFunction<Call> status = call -> 200;

    DeliveryRecorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(workers);
        server.createContext("/", this::take);
        server.start();
    }

    String url(String webhook) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + webhook;
    }

    /** What it answers from now on; known when the call is noted. */
    void answers(ToIntFunction<Call> with) {
        status = with;
    }

    void answersAfter(long millis) {
        answerAfterMs = millis;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher uid = UID.matcher(body);
        Call call =
                new Call(
                        exchange.getRequestURI().getPath(),
                        uid.find() ? uid.group(1) : body,
                        exchange.getRequestHeaders(),
                        body,
                        System.nanoTime());
        int answer;
        synchronized (calls) {
            answer = status.applyAsInt(call);
            calls.add(call);
            if (answer == 200) {
                taken.add(call);
            }
        }
        workers.schedule(() -> answer(exchange, answer), answerAfterMs, TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange, int status) {
        try {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException e) {
            // The hub that called is gone.
        } finally {
            exchange.close();
        }
    }

    /** In the order in which they came. */
    List<Call> calls(String webhook) {
        return of(webhook, calls);
    }

    /** Those that it answered with 200. */
    List<Call> taken(String webhook) {
        return of(webhook, taken);
    }

    private List<Call> of(String webhook, List<Call> which) {
        synchronized (calls) {
            return which.stream().filter(call -> call.webhook().equals(webhook)).toList();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}

package io.github.cameltimelines.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Where webhooks are delivered to: keeps the calls, and answers what it is told to. */
public final class Receiver implements AutoCloseable {

    /** A delivery. */
    public record Call(String path, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        public String eventId() {
            return header("Webhook-id");
        }

        public int attempt() {
            return Integer.parseInt(header("Timelines-attempt"));
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile Semaphore gate;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange call) throws IOException {
        String received = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(call.getRequestURI().getPath(), call.getRequestHeaders(), received));
        Semaphore held = gate;
        if (held != null) {
            held.acquireUninterruptibly();
        }
        byte[] answer = body.replace("{body}", received).getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
            try (OutputStream out = call.getResponseBody()) {
                out.write(answer);
            }
        }
        call.close();
    }

    /**
     * @param newBody {@code {body}} in it stands for what was received
     */
    public void answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    /** Calls are answered only as the semaphore permits; null for at once, also those before. */
    public void gate(Semaphore newGate) {
        Semaphore before = gate;
        gate = newGate;
        if (before != null) {
            before.release(1_000_000);
        }
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Call> calls() {
        return calls;
    }

    public List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.github.cameltimelines.hub.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer as small as can be: asks the nodes whether they are ready, gives each call to the
 * next that is, and tries none a second time.
 */
final class Balancer implements AutoCloseable {

    private static final long LOOK_MS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(16);
    private final AtomicInteger turn = new AtomicInteger();
    private final List<String> nodes;
    private final HttpServer server;
    private volatile List<String> ready = List.of();

    Balancer(List<String> nodes) throws IOException {
        this.nodes = nodes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(workers);
        server.createContext("/", this::forward);
        look();
        looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many nodes get calls. */
    int ready() {
        return ready.size();
    }

    private void look() {
        ready = nodes.stream().filter(this::isReady).toList();
    }

    private boolean isReady(String node) {
        try {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(node + "/observe/health/ready"))
                                            .timeout(PATIENCE)
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        int status = 502;
        byte[] body = new byte[0];
        try {
            List<String> now = ready;
            String node = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                                    .timeout(PATIENCE)
                                    .header("Content-Type", "application/json")
                                    .method(
                                            exchange.getRequestMethod(),
                                            BodyPublishers.ofByteArray(
                                                    exchange.getRequestBody().readAllBytes()))
                                    .build(),
                            BodyHandlers.ofByteArray());
            status = answer.statusCode();
            body = answer.body();
        } catch (IOException | RuntimeException e) {
            body = e.toString().getBytes(StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        looks.shutdownNow();
    }
}

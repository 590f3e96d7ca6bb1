package io.github.cameltimelines.zapier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where Zapier is called, and a file that it has. */
final class Hooks implements AutoCloseable {

    private final List<ObjectNode> bundles = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Hooks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hooks/catch/", this::take);
        server.createContext("/file", call -> answer(call, "Tea 2.50"));
        server.start();
    }

    /** As Zapier gives a call to an app. */
    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        ObjectNode bundle = ZapierPlatform.JSON.createObjectNode();
        ObjectNode cleaned = (ObjectNode) ZapierPlatform.JSON.readTree(body);
        cleaned.putObject("querystring");
        bundle.set("cleanedRequest", cleaned);
        ObjectNode raw = bundle.putObject("rawRequest").put("method", "POST").put("content", body);
        ObjectNode headers = raw.putObject("headers");
        call.getRequestHeaders()
                .forEach((name, value) -> headers.put("Http-" + name, value.get(0)));
        bundles.add(bundle);
        answer(call, "{\"status\": \"success\"}");
    }

    private static void answer(HttpExchange call, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    List<ObjectNode> bundles() {
        return bundles;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

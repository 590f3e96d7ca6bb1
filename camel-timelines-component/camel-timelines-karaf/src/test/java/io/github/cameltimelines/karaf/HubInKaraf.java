package io.github.cameltimelines.karaf;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The hub's options in a Karaf, and calls of it. */
final class HubInKaraf {

    static final String OPTIONS = "io.github.cameltimelines.hub.cfg";
    static final String TOKEN = "token-of-the-hub-in-karaf";
    static final String SECRET = "secret-of-the-hub-in-karaf";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = KarafContainer.freePort();

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What stands in the file. */
    String options(TimelinesEmulator timelines) {
        return """
                timelines.port = %d
                timelines.bootstrap.token = %s
                timelines.bootstrap.hook-secret = %s
                timelines.allowed-destinations = 127.0.0.0/8
                timelines.upstream.public-url = %s
                timelines.upstream.token = %s
                timelines.upstream.base-url = %s
                """
                .formatted(port, TOKEN, SECRET, url(), timelines.token(), timelines.baseUrl());
    }

    /** As somebody whose token nobody knows. */
    HttpResponse<String> get(String path) throws Exception {
        return call("GET", path, "not-a-token-of-anybody", "");
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return call(method, path, TOKEN, body);
    }

    private HttpResponse<String> call(String method, String path, String token, String body)
            throws Exception {
        return send(
                to(path).header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    /** Sends a form, or asks for a page where there is none. */
    HttpResponse<String> form(String path, String fields, String cookie) throws Exception {
        HttpRequest.Builder request = to(path).header("Cookie", cookie);
        if (fields != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(fields));
        }
        return send(request);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

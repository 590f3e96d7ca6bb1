package io.github.cameltimelines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** An application with {@link #SECRET}, wherever it runs, and TimelinesAI's calls to it. */
public abstract class HookedApplication implements AutoCloseable {

    public static final String SECRET = "s3cret-segment-0123456789";
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Runs it with these routes, on a ledger in memory. */
    public abstract HookedApplication start(RouteBuilder... routes);

    public abstract int port();

    @Override
    public abstract void close();

    public String url() {
        return "http://localhost:" + port();
    }

    /** Calls the usual URL as TimelinesAI does, and waits for the answer. */
    public HttpResponse<String> post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> post(byte[] body) {
        return post("/timelines/webhooks/" + SECRET, body, "application/json");
    }

    public HttpResponse<String> postTo(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    public HttpResponse<String> post(String path, byte[] body, String contentType) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(
                    request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A message that somebody wrote in that chat. */
    public static String message(int chat, String uid) {
        return message(chat, uid, "Hi");
    }

    public static String message(int chat, String uid, String text) {
        return """
               {"event_type":"message:received:new","chat":{"chat_id":%d,"full_name":"Ana"},\
               "message":{"text":"%s","direction":"received","message_uid":"%s"}}"""
                .formatted(chat, text, uid);
    }
}

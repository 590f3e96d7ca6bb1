package io.github.cameltimelines.hub.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** One node of a cluster: a process that keeps its port and its folder when it is started again. */
final class HubNode implements AutoCloseable {

    static final String TOKEN = "the-token-of-tests";
    static final String ADMIN = "the-admin-of-all-tests";
    static final String SECRET = "the-secret-of-the-hook";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Path folder;
    private final int port;
    private HubProcess process;

    /**
     * @param folder its working directory, with its settings
     */
    HubNode(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Returns before it is ready. */
    void start() throws IOException {
        process = HubProcess.start(folder, "--timelines.port=" + port);
    }

    HubProcess process() {
        return process;
    }

    boolean isUp() {
        return process != null && process.isAlive();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What a call was answered. */
    record Reply(int status, String text) {
        JsonNode data() throws IOException {
            return JSON.readTree(text).path("data");
        }
    }

    Reply call(String method, String path, String token, String json) throws Exception {
        return call(url(), method, path, token, json);
    }

    /** The same for whatever stands before the nodes. */
    static Reply call(String url, String method, String path, String token, String json)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                json == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body());
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }
}

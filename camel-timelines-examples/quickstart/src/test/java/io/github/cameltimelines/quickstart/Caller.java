package io.github.cameltimelines.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What somebody who tries the quickstart does, over HTTP: ask as a customer, look at the chats. */
final class Caller {

    static final String HOURS = "Our business hours are Monday-Friday, 9am-5pm EST.";
    static final String PRICING = "Please visit https://timelines.ai/pricing for our plans.";

    private static final String HUB = "/integrations/api/webhooks";
    private static final String HUB_TOKEN = "demo-token-of-the-hub";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final String url;

    Caller(String url) {
        this.url = url;
    }

    /** Writes as the customer with this phone number; returns the chat. */
    long says(String phone, String text) {
        String path =
                "/emulator/customers/"
                        + URLEncoder.encode(phone, StandardCharsets.UTF_8)
                        + "/messages";
        return send("POST", path, Map.of("text", text)).at("/data/chat_id").asLong();
    }

    /** The texts that the bot sent into the chat, oldest first, as TimelinesAI's API has them. */
    List<String> answers(long chat) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : api("/chats/" + chat + "/messages").at("/data/messages")) {
            if (message.get("from_me").asBoolean()) {
                texts.add(0, message.get("text").asText());
            }
        }
        return texts;
    }

    List<Long> chats() {
        List<Long> ids = new ArrayList<>();
        api("/chats").at("/data/chats").forEach(chat -> ids.add(chat.get("id").asLong()));
        return ids;
    }

    /** The URLs of the webhooks that are registered with TimelinesAI. */
    List<String> webhooks() {
        return urls(api("/webhooks"));
    }

    /** The URLs of the webhooks that are registered with the hub. */
    List<String> hubWebhooks() {
        return urls(json(call(authorized(HUB, HUB_TOKEN))));
    }

    /** Registers a webhook with the hub. */
    void addHubWebhook(String eventType, String webhookUrl) {
        json(
                call(
                        body(
                                authorized(HUB, HUB_TOKEN),
                                "POST",
                                Map.of("event_type", eventType, "url", webhookUrl))));
    }

    private static List<String> urls(JsonNode webhooks) {
        List<String> urls = new ArrayList<>();
        webhooks.at("/data").forEach(webhook -> urls.add(webhook.get("url").asText()));
        return urls;
    }

    /** Makes the emulator fail. */
    void faults(Object faults) {
        send("PUT", "/emulator/faults", faults);
    }

    HttpResponse<String> get(String path) {
        return call(HttpRequest.newBuilder(URI.create(url + path)));
    }

    /** The first page of the hub's console, after signing in. */
    String consoleOf(String token) {
        HttpResponse<String> signedIn =
                call(
                        HttpRequest.newBuilder(URI.create(url + "/console/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("token=" + token)));
        String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow();
        return call(HttpRequest.newBuilder(URI.create(url + "/console/"))
                        .header("Cookie", cookie.split(";")[0]))
                .body();
    }

    private JsonNode api(String path) {
        return json(call(authorized("/emulator/integrations/api" + path, "demo-token")));
    }

    private JsonNode send(String method, String path, Object body) {
        return json(call(body(HttpRequest.newBuilder(URI.create(url + path)), method, body)));
    }

    private HttpRequest.Builder authorized(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder body(
            HttpRequest.Builder request, String method, Object body) {
        try {
            return request.header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> call(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

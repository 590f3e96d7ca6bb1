package io.github.cameltimelines.registration;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.cameltimelines.api.RetryRule;
import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.api.WebhookCalls;
import io.github.cameltimelines.model.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** {@code /webhooks} of TimelinesAI, over HTTP, in either of its two behaviours on POST. */
final class ScriptedWebhooks implements AutoCloseable {

    static final String SECRET = "0123456789abcdef0123";
    static final String URL = "https://hub.example/timelines/webhooks/" + SECRET;
    static final String TOKEN = "7f3c0d0e-1111-2222-3333-444455556666";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Map<Long, Webhook> webhooks = new TreeMap<>();

    /** Method and path, in order. */
    final List<String> calls = new ArrayList<>();

    boolean idempotent = true;
    int limit = 10;

    /** Changes a URL as it is stored. */
    Function<String, String> normalised = url -> url;

    /** Happens in the middle of each call. */
    Runnable onCall = () -> {};

    private final Map<String, ResponseDefinition> failures = new HashMap<>();
    private final WireMockServer server;
    private long lastId = 7000;

    ScriptedWebhooks() {
        server =
                new WireMockServer(
                        WireMockConfiguration.options().dynamicPort().extensions(new Answer()));
        server.start();
        server.stubFor(any(anyUrl()));
    }

    WebhookCalls client() {
        return TimelinesApi.builder(HttpClients.createDefault(), TOKEN)
                .baseUrl(server.baseUrl() + "/integrations/api")
                .retry(new RetryRule(1, Duration.ZERO, Duration.ZERO))
                .rateLimit(10_000, 1_000)
                .build()
                .webhooks();
    }

    Webhook add(String type, String url, boolean enabled, int errors) {
        Webhook webhook = new Webhook(++lastId, type, url, enabled, errors);
        webhooks.put(lastId, webhook);
        return webhook;
    }

    void setErrors(long id, int errors) {
        webhooks.computeIfPresent(
                id, (key, w) -> new Webhook(key, w.eventType(), w.url(), w.enabled(), errors));
    }

    /** {@code POST message:new}, or a method alone for all its calls; null ends it. */
    void fail(String which, Integer status, String errorCode) {
        if (status == null) {
            failures.remove(which);
        } else {
            failures.put(which, error(status, errorCode));
        }
    }

    List<String> enabledTypes() {
        return webhooks.values().stream()
                .filter(Webhook::enabled)
                .map(Webhook::eventType)
                .sorted()
                .toList();
    }

    List<String> changes() {
        return calls.stream().filter(call -> !call.startsWith("GET")).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private synchronized ResponseDefinition answer(Request request) throws IOException {
        String method = request.getMethod().value();
        String id = request.getUrl().replaceAll(".*/webhooks/?", "");
        JsonNode body = MAPPER.readTree(request.getBody());
        String type = body.path("event_type").asText("");
        onCall.run();
        calls.add((method + " " + (type.isEmpty() ? id : type)).trim());
        for (String which : List.of(method + " " + type, method)) {
            if (failures.containsKey(which)) {
                return failures.get(which);
            }
        }
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            return error(401, "invalid_token");
        }
        return switch (method) {
            case "GET" -> ok(webhooks.values());
            case "POST" -> create(type, normalised.apply(body.path("url").asText()));
            case "PUT" -> update(Long.parseLong(id), body);
            case "DELETE" -> delete(Long.parseLong(id));
            default -> error(405, "not_supported");
        };
    }

    private ResponseDefinition create(String type, String url) {
        if (idempotent) {
            for (Webhook webhook : webhooks.values()) {
                if (webhook.eventType().equals(type) && webhook.url().equals(url)) {
                    return put(webhook, true);
                }
            }
        }
        return webhooks.size() >= limit
                ? error(403, "quota_exceeded")
                : ok(add(type, url, true, 0));
    }

    private ResponseDefinition update(long id, JsonNode body) {
        Webhook webhook = webhooks.get(id);
        return webhook == null
                ? error(404, "not_found")
                : put(webhook, body.path("enabled").asBoolean());
    }

    private ResponseDefinition put(Webhook webhook, boolean enabled) {
        Webhook changed =
                new Webhook(
                        webhook.id(),
                        webhook.eventType(),
                        webhook.url(),
                        enabled,
                        webhook.errorsCounter());
        webhooks.put(webhook.id(), changed);
        return ok(changed);
    }

    private ResponseDefinition delete(long id) {
        return webhooks.remove(id) == null ? error(404, "not_found") : ok(null);
    }

    private static ResponseDefinition ok(Object data) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("status", "ok");
        if (data != null) {
            answer.put("data", data);
        }
        return json(200, answer);
    }

    /** Quotes the URL, as a service might. */
    private static ResponseDefinition error(int status, String code) {
        return json(
                status, Map.of("status", "error", "message", "bad url " + URL, "error_code", code));
    }

    private static ResponseDefinition json(int status, Object body) {
        try {
            return new ResponseDefinitionBuilder()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(MAPPER.writeValueAsBytes(body))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Answer implements ResponseDefinitionTransformerV2 {

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            try {
                return answer(event.getRequest());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getName() {
            return "webhooks";
        }
    }
}

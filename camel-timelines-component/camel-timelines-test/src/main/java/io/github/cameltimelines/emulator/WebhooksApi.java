package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** {@code /webhooks} (fact sheet §2.8). */
final class WebhooksApi {

    private static final int URL_LIMIT = 4096;

    private final Workspace workspace;

    WebhooksApi(Workspace workspace) {
        this.workspace = workspace;
    }

    void register(Routes routes) {
        routes.get("/webhooks", this::list);
        routes.post("/webhooks", this::create);
        routes.get("/webhooks/:id", call -> Reply.ok(webhook(call).json()));
        routes.put("/webhooks/:id", this::change);
        routes.delete("/webhooks/:id", this::delete);
    }

    private Reply list(Call call) {
        ArrayNode array = Json.array();
        workspace.webhooks.values().forEach(webhook -> array.add(webhook.json()));
        return Reply.ok(array);
    }

    private Reply create(Call call) {
        Fields fields = call.fields();
        String eventType = eventType(fields.required("event_type", 128));
        String url = url(fields.required("url", URL_LIMIT));
        boolean enabled = fields.flag("enabled").orElse(true);
        if (workspace.settings.idempotentWebhooks()) {
            Optional<Webhook> existing = existing(eventType, url);
            if (existing.isPresent()) {
                existing.get().enabled = enabled;
                return Reply.ok(existing.get().json());
            }
        }
        checkLimit();
        Webhook webhook = restored(eventType, url, enabled);
        workspace.webhooks.put(webhook.id, webhook);
        return Reply.ok(webhook.json());
    }

    private Optional<Webhook> existing(String eventType, String url) {
        return workspace.webhooks.values().stream()
                .filter(webhook -> webhook.is(eventType, url))
                .findFirst();
    }

    /** One that was deleted comes back under its old id, where POST is idempotent. */
    private Webhook restored(String eventType, String url, boolean enabled) {
        if (workspace.settings.idempotentWebhooks()) {
            for (Webhook webhook : workspace.deletedWebhooks) {
                if (webhook.is(eventType, url)) {
                    workspace.deletedWebhooks.remove(webhook);
                    webhook.enabled = enabled;
                    webhook.errorsCounter = 0;
                    return webhook;
                }
            }
        }
        return new Webhook(workspace.nextWebhookId(), eventType, url, enabled);
    }

    private void checkLimit() {
        int limit = workspace.settings.webhookLimit();
        if (limit > 0 && workspace.webhooks.size() >= limit) {
            throw ApiProblem.of(
                    403,
                    "quota_exceeded",
                    "The workspace's limit of " + limit + " webhooks is reached");
        }
    }

    private Reply change(Call call) {
        Webhook webhook = webhook(call);
        Fields fields = call.fields();
        Optional<String> eventType = fields.text("event_type", 128).map(this::eventType);
        Optional<String> url = fields.text("url", URL_LIMIT).map(WebhooksApi::url);
        Optional<Boolean> enabled = fields.flag("enabled");
        eventType.ifPresent(value -> webhook.eventType = value);
        url.ifPresent(value -> webhook.url = value);
        enabled.ifPresent(value -> webhook.enabled = value);
        return Reply.ok(webhook.json());
    }

    private Reply delete(Call call) {
        Webhook webhook = webhook(call);
        workspace.webhooks.remove(webhook.id);
        workspace.deletedWebhooks.add(webhook);
        return Reply.ok();
    }

    private Webhook webhook(Call call) {
        long id = call.id("id");
        Webhook webhook = workspace.webhooks.get(id);
        if (webhook == null) {
            throw ApiProblem.notFound("Webhook " + id + " not found");
        }
        return webhook;
    }

    private String eventType(String value) {
        if (!EventTypes.valid(value, workspace.settings.envelope())) {
            throw ApiProblem.field("event_type", "is not a known event type");
        }
        return value;
    }

    /** Any http(s) URL, loopback included: what is tested runs on this machine. */
    private static String url(String value) {
        ApiProblem invalid = ApiProblem.field("url", "must be a valid http(s) URL");
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme();
            boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            String user = uri.getRawUserInfo();
            boolean plainUser = user == null || !user.contains("+") && !user.contains("=");
            if (http && uri.getHost() != null && plainUser && uri.getPort() <= 65535) {
                return value;
            }
        } catch (URISyntaxException e) {
            throw invalid;
        }
        throw invalid;
    }
}

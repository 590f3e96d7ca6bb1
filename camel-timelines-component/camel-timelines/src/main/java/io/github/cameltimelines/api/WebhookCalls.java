package io.github.cameltimelines.api;

import io.github.cameltimelines.model.Webhook;
import java.util.List;

/** TimelinesAI's registrations that call a URL. Part of {@link TimelinesApi}. */
public final class WebhookCalls {

    private final TimelinesApi api;

    WebhookCalls(TimelinesApi api) {
        this.api = api;
    }

    /** All of the workspace, whoever created them, by id. */
    public List<Webhook> list() {
        return api.call(Operations.LIST_WEBHOOKS, Arguments.none());
    }

    public Webhook get(long id) {
        return api.call(Operations.GET_WEBHOOK, Arguments.of("webhookId", id));
    }

    /**
     * Creates an enabled webhook. TimelinesAI gives back the existing one for the same type and URL
     * (since 2026-07), enabling it if it was not; older ones made a second.
     */
    public Webhook create(String eventType, String url) {
        return api.call(
                Operations.CREATE_WEBHOOK,
                Arguments.of("eventType", eventType).and("url", url).and("enabled", true));
    }

    /** Changes what is given; null leaves it as it is. */
    public Webhook update(long id, String eventType, String url, Boolean enabled) {
        return api.call(
                Operations.UPDATE_WEBHOOK,
                Arguments.of("webhookId", id)
                        .and("eventType", eventType)
                        .and("url", url)
                        .and("enabled", enabled));
    }

    public Webhook enable(long id, boolean enabled) {
        return update(id, null, null, enabled);
    }

    public void delete(long id) {
        api.call(Operations.DELETE_WEBHOOK, Arguments.of("webhookId", id));
    }
}

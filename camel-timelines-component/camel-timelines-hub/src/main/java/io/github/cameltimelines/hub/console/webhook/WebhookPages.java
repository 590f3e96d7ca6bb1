package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Visit;
import java.util.List;
import java.util.stream.StreamSupport;

/** The webhooks of a workspace. */
public final class WebhookPages extends ConsoleRoutes {

    public WebhookPages(Console console) {
        super(console, "webhooks", "Shows and changes webhooks");
    }

    @Override
    protected void pages() {
        get("webhooks", this::list);
    }

    private void list(Visit visit) throws Exception {
        JsonNode webhooks = visit.get(HubPaths.HUB_API + "/webhooks").path("data");
        List<WebhookRow> rows =
                StreamSupport.stream(webhooks.spliterator(), false).map(WebhookRow::of).toList();
        WebhooksPage page = new WebhooksPage(visit.frame("Webhooks"), rows);
        visit.show(out -> WebhooksPageRenderer.of().execute(page, out));
    }
}

package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/** All webhooks, as TimelinesAI's console lists them. */
@JStache(path = "webhook/list")
record WebhooksPage(Frame frame, List<WebhookRow> rows) {}

package io.github.cameltimelines.hub.console.webhook;

import io.jstach.jstache.JStache;

/** What changes by itself on the page of a webhook. */
@JStache(path = "webhook/standing")
record WebhookFigures(Webhook webhook) {}

package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;

/** Asks whether a webhook shall be deleted. */
@JStache(path = "webhook/delete")
record DeletePage(Frame frame, Webhook webhook) {}

package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All about one webhook. */
@JStache(path = "webhook/detail")
record WebhookPage(Frame frame, Webhook webhook, List<WebhookChange> changes) {

    /** A setting, and what it is. */
    record Fact(String name, String value, boolean code) {}

    /** What it is set to, the usual where it was not set. */
    List<Fact> settings() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Filter", or("filter", "none: all events of that type"), is("filter")));
        facts.add(new Fact("Format", or("format", "timelines"), false));
        facts.add(new Fact("Ordering", or("ordering", "chat"), false));
        facts.add(new Fact("Retry schedule", or("retry_schedule", WebhookForm.RETRY_USUAL), false));
        facts.add(new Fact("Timeout", or("timeout", WebhookForm.TIMEOUT_USUAL), false));
        facts.add(new Fact("Headers", headers(), false));
        facts.add(new Fact("At once", or("concurrency", WebhookForm.CONCURRENCY_USUAL), false));
        facts.add(new Fact("Per second", or("rate_per_second", "no limit"), false));
        facts.add(
                new Fact(
                        "An answer 410",
                        is("delete_when_gone") ? "deletes it" : "is a failure",
                        false));
        return facts;
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    private boolean is(String field) {
        return webhook.json().has(field);
    }

    private String or(String field, String usual) {
        return is(field) ? webhook.text(field) : usual;
    }

    private String headers() {
        Iterator<String> names = webhook.json().path("headers").fieldNames();
        return names.hasNext() ? String.join(", ", (Iterable<String>) () -> names) : "none";
    }
}

package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The form that adds or changes a webhook.
 *
 * @param webhook that is changed; null where one is added
 * @param values what is filled in, by name
 */
@JStache(path = "webhook/form")
record WebhookForm(Frame frame, Webhook webhook, Map<String, String> values, FormErrors errors) {

    static final String RETRY_USUAL = "5s,5m,30m,2h,5h,10h,14h,20h,1d";
    static final String TIMEOUT_USUAL = "5s";
    static final String CONCURRENCY_USUAL = "10";
    static final String SECRET_HELP =
            "whsec_ and 24 to 64 bytes in Base64; empty: a new one is made.";

    boolean isNew() {
        return webhook == null;
    }

    /** Where it is sent to, from its own page. */
    String action() {
        return isNew() ? "new" : "edit";
    }

    Field url() {
        return text("url", "URL").help("http or https; where the events are sent.");
    }

    Field eventType() {
        return text("event_type", "Event type")
                .groups(EventTypeChoices.with(values.getOrDefault("event_type", "")));
    }

    boolean isEnabled() {
        return is("enabled");
    }

    Field description() {
        return text("description", "Description").help("For people; at most 1,000 characters.");
    }

    Field filter() {
        return text("filter", "Filter")
                .help(
                        "JSONPath: only events in which it finds something, as in $.chat[?(@.is_group == true)].");
    }

    Field format() {
        return choice("format", "Format", "timelines", "raw", "cloudevents")
                .help("Of the body: TimelinesAI's, the bytes as received, or CloudEvents 1.0.");
    }

    Field ordering() {
        return choice("ordering", "Ordering", "chat", "none", "strict")
                .help("Which events go one after the other: those of a chat, none, or all.");
    }

    Field headers() {
        String help = "One per line, as in Authorization: Bearer …; sent with each attempt.";
        return text("headers", "Headers")
                .help(
                        hasHeaders()
                                ? help + " What is written here replaces those that it has."
                                : help);
    }

    boolean hasHeaders() {
        return !isNew() && webhook.json().has("headers");
    }

    /** Names only: the API does not tell the values. */
    String headersNow() {
        return String.join(
                ", ", (Iterable<String>) () -> webhook.json().path("headers").fieldNames());
    }

    boolean isWithoutHeaders() {
        return is("no_headers");
    }

    Field secret() {
        return text("secret", "Secret")
                .help("Signs each delivery: " + SECRET_HELP.replace("a new one is made", "none"));
    }

    boolean isGenerated() {
        return is("generate");
    }

    boolean isUnsigned() {
        return is("unsigned");
    }

    Field retrySchedule() {
        return text("retry_schedule", "Retry schedule")
                .usual(RETRY_USUAL)
                .help(
                        "Waits between the attempts, in ms, s, m, h or d, at most 50 of up to 7d; or none.");
    }

    Field timeout() {
        return text("timeout", "Timeout")
                .usual(TIMEOUT_USUAL)
                .help("For one attempt in all: 100ms to 60s.");
    }

    Field concurrency() {
        return text("concurrency", "Attempts at once")
                .usual(CONCURRENCY_USUAL)
                .help("At the most: 1 to 1000.");
    }

    Field rate() {
        return text("rate_per_second", "Attempts in a second")
                .usual("no limit")
                .help("At the most: 1 to 10000.");
    }

    boolean isDeletedWhenGone() {
        return is("delete_when_gone");
    }

    /** Whether more than the first three fields is to be seen at once. */
    boolean isOpen() {
        return more().stream().anyMatch(field -> field.error() != null)
                || !isNew() && WebhookEditing.MORE.stream().anyMatch(webhook.json()::has);
    }

    private List<Field> more() {
        return List.of(
                description(),
                filter(),
                format(),
                ordering(),
                headers(),
                secret(),
                retrySchedule(),
                timeout(),
                concurrency(),
                rate());
    }

    private List<Field> fields() {
        return Stream.concat(Stream.of(url(), eventType()), more().stream()).toList();
    }

    /** What is wrong with fields, with the way there. */
    List<FormErrors.Entry> entries() {
        return errors.entries(fields());
    }

    List<String> others() {
        return errors.others(fields());
    }

    private Field text(String name, String label) {
        return Field.text(name, label, values, errors);
    }

    private Field choice(String name, String label, String... all) {
        String chosen = values.getOrDefault(name, all[0]);
        List<Field.Choice> choices =
                Stream.of(all).map(one -> new Field.Choice(one, one, one.equals(chosen))).toList();
        return text(name, label).groups(List.of(new Field.Group(null, choices)));
    }

    private boolean is(String name) {
        return values.containsKey(name);
    }

    /** Without what was filled in: it may be a secret. */
    @Override
    public String toString() {
        return "WebhookForm[errors=" + errors + "]";
    }
}

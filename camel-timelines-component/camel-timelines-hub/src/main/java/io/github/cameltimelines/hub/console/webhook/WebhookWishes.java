package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.console.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was filled in, as the API is told it. An empty field is the usual value; what may not be
 * shown, and was left empty, stays.
 *
 * @param webhook that is changed; null where one is added
 */
record WebhookWishes(Form form, Webhook webhook) {

    private static final List<String> TEXTS =
            List.of("description", "filter", "retry_schedule", "timeout");
    private static final List<String> NUMBERS = List.of("concurrency", "rate_per_second");
    private static final List<String> CHOICES = List.of("format", "ordering");
    private static final List<String> SECRETS = List.of("headers", "secret");
    private static final List<String> BOXES =
            List.of("enabled", "generate", "unsigned", "no_headers", "delete_when_gone");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** What was filled in, by name; a box is there if it was ticked. */
    static Map<String, String> values(Form form) {
        Map<String, String> values = new HashMap<>();
        for (List<String> names :
                List.of(List.of("url", "event_type"), TEXTS, NUMBERS, CHOICES, SECRETS)) {
            names.forEach(name -> values.put(name, form.text(name)));
        }
        BOXES.stream().filter(form::has).forEach(name -> values.put(name, "true"));
        return values;
    }

    boolean isSecretToBeMade() {
        return form.has("generate") && form.text("secret").isEmpty();
    }

    /**
     * @throws ApiProblem 400 for what the API would not understand
     */
    ObjectNode json() {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        wish.put("url", form.text("url"));
        wish.put("event_type", form.text("event_type"));
        wish.put("enabled", form.has("enabled"));
        TEXTS.forEach(name -> text(wish, name));
        NUMBERS.forEach(name -> number(wish, name));
        CHOICES.stream()
                .filter(name -> !form.text(name).isEmpty())
                .forEach(name -> wish.put(name, form.text(name)));
        headers(wish);
        if (!form.text("secret").isEmpty()) {
            wish.put("secret", form.text("secret"));
        } else if (form.has("unsigned")) {
            wish.putNull("secret");
        }
        if (webhook != null || form.has("delete_when_gone")) {
            wish.put("delete_when_gone", form.has("delete_when_gone"));
        }
        return wish;
    }

    private void text(ObjectNode wish, String name) {
        if (!form.text(name).isEmpty()) {
            wish.put(name, form.text(name));
        } else if (webhook != null) {
            wish.putNull(name);
        }
    }

    /** One that is none is told as it is: the API says what it must be. */
    private void number(ObjectNode wish, String name) {
        String text = form.text(name);
        if (NUMBER.matcher(text).matches()) {
            wish.put(name, Integer.parseInt(text));
        } else {
            text(wish, name);
        }
    }

    private void headers(ObjectNode wish) {
        String lines = form.text("headers");
        if (lines.isEmpty()) {
            if (form.has("no_headers")) {
                wish.putNull("headers");
            }
            return;
        }
        ObjectNode headers = wish.putObject("headers");
        int number = 0;
        for (String line : lines.split("\\R")) {
            number++;
            int colon = line.indexOf(':');
            if (colon < 1 && !line.isBlank()) {
                throw ApiProblem.field(
                        "headers", "must be lines like Name: value; line " + number + " is not");
            }
            if (!line.isBlank()) {
                headers.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
            }
        }
    }

    /** Without what was filled in: it may be a secret. */
    @Override
    public String toString() {
        return "WebhookWishes[]";
    }
}

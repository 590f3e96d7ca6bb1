package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.console.Form;
import io.github.cameltimelines.hub.console.Visit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which deliveries are wanted, as it was typed: wrong as it may be, the page shows it again. What
 * was left out is empty.
 */
record DeliveryFilter(
        String webhookId, String status, String eventType, String chatId, String from, String to) {

    /** What a browser makes of a field for a time: in UTC, as the page says. */
    private static final Pattern WITHOUT_ZONE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    static DeliveryFilter of(Visit visit) {
        return of(name -> visit.query(name).orElse(""));
    }

    static DeliveryFilter of(Form form) {
        return of(form::text);
    }

    private static DeliveryFilter of(Function<String, String> field) {
        return new DeliveryFilter(
                field.apply("webhook_id"),
                field.apply("status"),
                field.apply("event_type"),
                field.apply("chat_id"),
                field.apply("from"),
                field.apply("to"));
    }

    /** By the names of the fields, only those that were filled in. */
    private Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("webhook_id", webhookId);
        typed.put("status", status);
        typed.put("event_type", eventType);
        typed.put("chat_id", chatId);
        typed.put("from", from);
        typed.put("to", to);
        typed.values().removeIf(String::isEmpty);
        return typed;
    }

    boolean isAny() {
        return !typed().isEmpty();
    }

    /** Whether a replay can be of what it lets through: what is pending is sent anyway. */
    boolean isForReplay() {
        return isAny() && !status.equals("pending");
    }

    /** As it stands in the URL of a page, each part with an ampersand before it. */
    String query() {
        return query(typed());
    }

    /** For the API. */
    String wanted() {
        Map<String, String> wanted = typed();
        wanted.replaceAll((name, value) -> isTime(name) ? inUtc(value) : value);
        return query(wanted);
    }

    /** For the API, of what came since. */
    String wantedSince(String since) {
        Map<String, String> wanted = typed();
        wanted.put("from", since);
        wanted.replaceAll((name, value) -> isTime(name) ? inUtc(value) : value);
        return query(wanted);
    }

    /** For a replay. */
    ObjectNode wish() {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        typed().forEach(
                        (name, value) -> {
                            if (name.equals("webhook_id") && NUMBER.matcher(value).matches()) {
                                wish.put(name, Integer.parseInt(value));
                            } else {
                                wish.put(name, isTime(name) ? inUtc(value) : value);
                            }
                        });
        return wish;
    }

    private static boolean isTime(String name) {
        return name.equals("from") || name.equals("to");
    }

    private static String inUtc(String time) {
        return WITHOUT_ZONE.matcher(time).matches() ? time + "Z" : time;
    }

    private static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> "&" + one.getKey() + "=" + Visit.encoded(one.getValue()))
                .collect(Collectors.joining());
    }
}

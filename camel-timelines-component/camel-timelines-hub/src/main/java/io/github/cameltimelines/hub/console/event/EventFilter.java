package io.github.cameltimelines.hub.console.event;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.ApiProblem.FieldError;
import io.github.cameltimelines.hub.console.Visit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events are wanted, as it was filled in, and what is wrong with it.
 *
 * @param from and {@code to}: as browsers send a local time, which is UTC here
 * @param errors by the names of the fields
 */
record EventFilter(
        String eventType, String chatId, String from, String to, Map<String, String> errors) {

    private static final Pattern LOCAL_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,}");

    static EventFilter of(Visit visit) {
        return new EventFilter(
                visit.query("event_type").orElse(""),
                visit.query("chat_id").orElse(""),
                visit.query("from").orElse(""),
                visit.query("to").orElse(""),
                Map.of());
    }

    EventFilter with(ApiProblem problem) {
        Map<String, String> wrong = new TreeMap<>();
        for (FieldError error : problem.errors()) {
            error.fields().forEach(field -> wrong.put(field, error.msg()));
        }
        return new EventFilter(eventType, chatId, from, to, wrong);
    }

    boolean isAny() {
        return !query().isEmpty();
    }

    /** As it stands in a URL of the console, each part with its {@code &}. */
    String query() {
        return query(from, to);
    }

    /** The same for the API. */
    String apiQuery() {
        return query(utc(from), utc(to));
    }

    private String query(String begin, String end) {
        return Stream.of(
                        part("event_type", eventType),
                        part("chat_id", chatId),
                        part("from", begin),
                        part("to", end))
                .collect(Collectors.joining());
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + Visit.encoded(value);
    }

    private static String utc(String time) {
        return LOCAL_TIME.matcher(time).matches() ? time + "Z" : time;
    }

    String eventTypeError() {
        return errors.get("event_type");
    }

    String chatIdError() {
        return errors.get("chat_id");
    }

    String fromError() {
        return errors.get("from");
    }

    String toError() {
        return errors.get("to");
    }
}

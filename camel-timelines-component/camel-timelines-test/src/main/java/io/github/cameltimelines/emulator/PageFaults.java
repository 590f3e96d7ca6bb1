package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The faults that the page can switch on, and those that wait, in words. */
final class PageFaults {

    private static final Duration DELAY = Duration.ofSeconds(5);

    /**
     * One to switch on.
     *
     * @param of what it happens to
     */
    record Choice(String name, String of, String text, Consumer<Faults> set) {}

    private static final String WEBHOOK = "Next webhook call";
    private static final String API = "Next API call";

    private static final List<Choice> CHOICES =
            List.of(
                    new Choice("duplicate", WEBHOOK, "comes twice", f -> f.duplicate(1)),
                    new Choice("delay", WEBHOOK, "comes 5 s late", f -> f.delay(1, DELAY)),
                    new Choice("reorder", WEBHOOK, "comes after the next one", f -> f.reorder(2)),
                    new Choice("lose", WEBHOOK, "never comes", f -> f.lose(1)),
                    new Choice(
                            "unavailable",
                            API,
                            "is answered 503",
                            f -> f.api(ApiFault.status(503))),
                    new Choice(
                            "limited",
                            API,
                            "is answered 429, come back in 2 s",
                            f -> f.api(ApiFault.tooManyRequests(Duration.ofSeconds(2)))),
                    new Choice(
                            "unanswered",
                            API,
                            "is done, and not answered",
                            f -> f.api(ApiFault.close().afterPerforming())));

    private PageFaults() {}

    /** Groups of buttons, and the one that ends all. */
    static String buttons() {
        StringBuilder html = new StringBuilder();
        for (String of : List.of(WEBHOOK, API)) {
            html.append("      <h3>").append(of).append(" …</h3>\n      <div class=\"row\">\n");
            CHOICES.stream()
                    .filter(choice -> choice.of().equals(of))
                    .forEach(choice -> html.append(button(choice.name(), choice.text())));
            html.append("      </div>\n");
        }
        return html.append("      <div class=\"row\">\n")
                .append(button("none", "No faults"))
                .append("      </div>")
                .toString();
    }

    private static String button(String name, String text) {
        return "        <button class=\"secondary outline\" form=\"form\" formnovalidate name=\"fault\" value=\""
                + name
                + "\">"
                + text
                + "</button>\n";
    }

    /**
     * Switches it on, and the others off.
     *
     * @throws ApiProblem 400 for one that there is not
     */
    static void set(Faults faults, String name) {
        Optional<Choice> wished =
                CHOICES.stream().filter(choice -> choice.name().equals(name)).findFirst();
        if (wished.isEmpty() && !name.equals("none")) {
            throw ApiProblem.field("fault", "is not one of the page");
        }
        faults.clear();
        wished.ifPresent(choice -> choice.set().accept(faults));
    }

    /**
     * What is still to come.
     *
     * @param book as JSON
     */
    static List<String> waiting(JsonNode book) {
        List<String> words = new ArrayList<>();
        JsonNode webhooks = book.get("webhooks");
        String late = seconds(webhooks.get("delay_ms").asLong()) + " late";
        add(words, WEBHOOK, webhooks, "duplicate", "comes twice", "come twice");
        add(words, WEBHOOK, webhooks, "delay", "comes " + late, "come " + late);
        add(words, WEBHOOK, webhooks, "reorder", "comes after the next one", "change places");
        add(words, WEBHOOK, webhooks, "lose", "never comes", "never come");
        for (JsonNode fault : book.get("api")) {
            int left = fault.get("times_left").asInt();
            String where =
                    Stream.of("method", "path")
                            .map(field -> fault.path(field).asText(""))
                            .filter(text -> !text.isEmpty() && !text.equals("null"))
                            .reduce("", (all, one) -> all + " " + one);
            words.add(
                    (left == Integer.MAX_VALUE ? "Each API call" : counted(API, left))
                            + where
                            + ": "
                            + answer(fault));
        }
        if (book.get("token_revoked").asBoolean()) {
            words.add("Each API call: the token is refused");
        }
        add(words, "Next send", book, "fail_sends", "fails", "fail");
        return words;
    }

    private static void add(
            List<String> words,
            String what,
            JsonNode counts,
            String field,
            String one,
            String all) {
        int count = counts.get(field).asInt();
        if (count > 0) {
            words.add(counted(what, count) + " " + (count == 1 ? one : all));
        }
    }

    /** {@code Next webhook call}, or {@code Next 3 webhook calls}. */
    private static String counted(String what, int count) {
        return count == 1 ? what : what.replaceFirst("Next", "Next " + count) + "s";
    }

    private static String answer(JsonNode fault) {
        return switch (fault.get("kind").asText()) {
            case "close" ->
                    fault.get("after_performing").asBoolean() ? "done, no answer" : "no answer";
            case "slow" -> "slow";
            default -> "answer " + fault.get("status").asInt();
        };
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}

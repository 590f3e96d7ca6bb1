package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Visit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of the list is shown.
 *
 * @param search what is looked for; empty for all
 * @param cursor behind which the page begins; empty for the first
 */
record ListPlace(String search, String cursor) {

    static ListPlace of(Function<String, Optional<String>> given) {
        return new ListPlace(given.apply("search").orElse(""), given.apply("cursor").orElse(""));
    }

    ListPlace at(String next) {
        return new ListPlace(search, next);
    }

    /** Whether there are pages before. */
    boolean hasBefore() {
        return !cursor.isEmpty();
    }

    boolean hasSearch() {
        return !search.isEmpty();
    }

    /** To be put behind other parameters. */
    String and() {
        return (search.isEmpty() ? "" : "&search=" + Visit.encoded(search))
                + (cursor.isEmpty() ? "" : "&cursor=" + Visit.encoded(cursor));
    }

    /** To be put behind a path. */
    String query() {
        return and().replaceFirst("^&", "?");
    }

    /** The first page of what is looked for. */
    String first() {
        return at("").query();
    }
}

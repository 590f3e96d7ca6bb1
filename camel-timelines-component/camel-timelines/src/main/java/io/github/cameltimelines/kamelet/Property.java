package io.github.cameltimelines.kamelet;

import java.util.Arrays;
import java.util.List;

/** Properties of kamelets are texts; what cannot be read is refused by name. */
final class Property {

    private Property() {}

    /**
     * The entries of a list: split at semicolons if there are any, so that an entry may have a
     * comma, else at commas. Blank entries do not count.
     */
    static List<String> list(String value) {
        if (value == null) {
            return List.of();
        }
        return Arrays.stream(value.split(value.contains(";") ? ";" : ","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * @throws IllegalArgumentException if it is none of these
     */
    static String oneOf(String property, String value, String... allowed) {
        if (!Arrays.asList(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    "%s is %s; set it to one of %s"
                            .formatted(property, value, String.join(", ", allowed)));
        }
        return value;
    }

    /**
     * @throws IllegalArgumentException if it is missing or blank
     */
    static String required(String property, String value, String forWhat) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "%s is not set; %s needs it".formatted(property, forWhat));
        }
        return value.strip();
    }

    /** Without the value: it may be somebody's number. */
    static IllegalArgumentException badEntry(String property, int index, String expected) {
        return new IllegalArgumentException(
                "entry %d of %s is not %s".formatted(index + 1, property, expected));
    }
}

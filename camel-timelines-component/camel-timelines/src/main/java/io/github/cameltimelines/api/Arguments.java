package io.github.cameltimelines.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of one call, by the parameter names of {@code docs/reference/operations.md}, e.g.
 * {@code Arguments.of("chatId", 4711).and("text", "Hello")}. Null values count as not given.
 * Immutable.
 */
public final class Arguments {

    private static final Arguments NONE = new Arguments(Map.of());

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    public static Arguments none() {
        return NONE;
    }

    public static Arguments of(String name, Object value) {
        return NONE.and(name, value);
    }

    public static Arguments of(Map<String, ?> values) {
        Arguments all = NONE;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            all = all.and(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /** These arguments and one more; it replaces an earlier one of the same name. */
    public Arguments and(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Arguments(Collections.unmodifiableMap(more));
    }

    /** These arguments and all of the others, which win. */
    public Arguments and(Arguments others) {
        Arguments all = this;
        for (Map.Entry<String, Object> entry : others.values.entrySet()) {
            all = all.and(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /** The value, or null if it was not given. */
    public Object get(String name) {
        return values.get(name);
    }

    public Map<String, Object> asMap() {
        return values;
    }

    /** Names only: values may be texts and phone numbers. */
    @Override
    public String toString() {
        return "Arguments" + values.keySet();
    }
}

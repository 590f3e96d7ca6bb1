package io.github.cameltimelines.hub.console.webhook;

import java.util.List;
import java.util.Map;

/**
 * A field of a form.
 *
 * @param name also of the field of the API
 * @param value that is filled in
 * @param help what can be filled in; null for nothing to say
 * @param error what is wrong with it; null for nothing
 * @param usual what an empty field means; null for nothing
 * @param groups what can be chosen; empty where anything can be written
 */
record Field(
        String name,
        String label,
        String value,
        String help,
        String error,
        String usual,
        List<Group> groups) {

    /** What belongs together. */
    record Group(String label, List<Choice> choices) {}

    record Choice(String value, String text, boolean chosen) {}

    static Field text(String name, String label, Map<String, String> values, FormErrors errors) {
        return new Field(
                name, label, values.getOrDefault(name, ""), null, errors.of(name), null, List.of());
    }

    Field help(String text) {
        return new Field(name, label, value, text, error, usual, groups);
    }

    Field usual(String text) {
        return new Field(name, label, value, help, error, text, groups);
    }

    Field groups(List<Group> all) {
        return new Field(name, label, value, help, error, usual, all);
    }

    /** The ids of what is said of it. */
    String describedBy() {
        String ids = (error == null ? "" : name + "-error ") + (help == null ? "" : name + "-help");
        return ids.isEmpty() ? null : ids.trim();
    }

    /** Without what was filled in: it may be a secret. */
    @Override
    public String toString() {
        return "Field[name=" + name + "]";
    }
}

package io.github.cameltimelines.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes the fields of a JSON object one by one and gathers all that is wrong with them, so that the
 * caller is told at once. For one thread.
 */
public final class FieldReader {

    private static final int NAME_MAX = 64;

    private final ObjectNode fields;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    public FieldReader(ObjectNode fields) {
        this.fields = fields;
    }

    public boolean isNull(String name) {
        JsonNode value = value(name);
        return value != null && value.isNull();
    }

    private JsonNode value(String name) {
        known.add(name);
        return fields.get(name);
    }

    /** Whether any of these fields is there. */
    public boolean hasAny(String... names) {
        return Arrays.stream(names).anyMatch(fields::has);
    }

    public void require(String name) {
        if (!fields.has(name)) {
            wrong(name, "is required");
        }
    }

    public void wrong(String name, String what) {
        errors.add(FieldError.of(name, what));
    }

    /**
     * Gives the text to {@code use}, if the field is there; what {@code use} refuses is an error.
     */
    public void text(String name, int max, Consumer<String> use) {
        JsonNode value = value(name);
        if (value == null) {
            return;
        }
        if (!value.isTextual()) {
            wrong(name, "must be a string");
        } else if (value.textValue().length() > max) {
            wrong(name, "must have at most " + max + " characters");
        } else if (value.textValue().indexOf('\0') >= 0) {
            wrong(name, "must not contain U+0000");
        } else {
            use(name, value.textValue(), use);
        }
    }

    /** As {@link #text}, and {@code null} is none. */
    public void textOrNull(String name, int max, Consumer<String> use) {
        if (isNull(name)) {
            use(name, null, use);
        } else {
            text(name, max, use);
        }
    }

    public void flag(String name, Consumer<Boolean> use) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, "must be true or false");
        } else if (value != null) {
            use.accept(value.booleanValue());
        }
    }

    /** As {@link #flag}, and {@code null} is none. */
    public void flagOrNull(String name, Consumer<Boolean> use) {
        if (isNull(name)) {
            use.accept(null);
        } else {
            flag(name, use);
        }
    }

    /** {@code null} is the default. */
    public void number(String name, int min, int max, int otherwise, Consumer<Integer> use) {
        JsonNode value = value(name);
        if (value == null) {
            return;
        }
        if (value.isNull()) {
            use.accept(otherwise);
        } else if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < min
                || value.intValue() > max) {
            wrong(name, "must be an integer from " + min + " to " + max);
        } else {
            use.accept(value.intValue());
        }
    }

    /** Any other kind of value, as it is. */
    public void node(String name, Consumer<JsonNode> use) {
        JsonNode value = value(name);
        if (value != null) {
            use(name, value, use);
        }
    }

    private <T> void use(String name, T value, Consumer<T> use) {
        try {
            use.accept(value);
        } catch (IllegalArgumentException e) {
            wrong(name, e.getMessage());
        }
    }

    /**
     * The same where a field that is not known is wrong: one that narrows what the call does must
     * not be overlooked for a slip of the pen.
     *
     * @throws ApiProblem 400 with all that is wrong
     */
    public void finishStrictly() {
        fields.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                wrong(
                                        name.length() > NAME_MAX
                                                ? name.substring(0, NAME_MAX)
                                                : name,
                                        "is unknown; known are " + String.join(", ", known));
                            }
                        });
        finish();
    }

    /**
     * @throws ApiProblem 400 with all that is wrong
     */
    public void finish() {
        if (!errors.isEmpty()) {
            throw ApiProblem.fields(errors);
        }
    }

    /** The value of that name in lower case. */
    public static <E extends Enum<E>> E choice(
            String text, E[] values, Function<E, String> wireName) {
        for (E value : values) {
            if (wireName.apply(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "must be one of "
                        + String.join(", ", Arrays.stream(values).map(wireName).toList()));
    }
}

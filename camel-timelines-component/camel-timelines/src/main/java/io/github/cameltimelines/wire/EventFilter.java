package io.github.cameltimelines.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.github.cameltimelines.model.TimelinesJson;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * A condition on the body of an event, as a JSONPath: it is fulfilled when the path finds something
 * other than {@code null} and {@code false}. {@code $.chat[?(@.is_group == true)]} is fulfilled by
 * events of groups. Immutable, thread-safe.
 *
 * <h2>Bounds</h2>
 *
 * Filters come from whoever may create a subscription and are evaluated before an event is
 * accepted. JSONPath itself calls no code. What could take more than a few looks at each value of
 * the body is refused: regular expressions, which can backtrack for hours, and more than one
 * descent ({@code ..}), each of which multiplies the looks. A body with more values than {@link
 * FilteredBody#VALUES_MAX} is not looked into and passes: an event too many is better than one that
 * is missed. Its size does not matter: one long text is one value.
 */
public final class EventFilter {

    /** Characters, at the most. */
    public static final int LENGTH_MAX = 1_000;

    private static final ObjectMapper JSON = TimelinesJson.mapper();

    private static final Configuration HOW =
            Configuration.builder()
                    .jsonProvider(new JacksonJsonProvider(JSON))
                    .mappingProvider(new JacksonMappingProvider(JSON))
                    .options(EnumSet.of(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS))
                    .build();

    private final String text;
    private final JsonPath path;

    private EventFilter(String text, JsonPath path) {
        this.text = text;
        this.path = path;
    }

    /**
     * Compiles a filter.
     *
     * @throws IllegalArgumentException saying where it is wrong
     */
    public static EventFilter parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("it has more than " + LENGTH_MAX + " characters");
        }
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException(
                    "a JSONPath begins with $, as in $.chat[?(@.is_group == true)]");
        }
        int regex = text.indexOf("=~");
        if (regex >= 0) {
            throw new IllegalArgumentException(
                    "regular expressions are not evaluated (=~ at character " + (regex + 1) + ")");
        }
        int descent = text.indexOf("..");
        int another = descent < 0 ? -1 : text.indexOf("..", descent + 1);
        if (another >= 0) {
            throw new IllegalArgumentException(
                    "there may be one .. only (another at character " + (another + 1) + ")");
        }
        try {
            return new EventFilter(text, JsonPath.compile(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it is not a JSONPath" + place(e), e);
        } catch (RuntimeException | StackOverflowError e) { // some mistakes surprise the library
            throw new IllegalArgumentException("it is not a JSONPath", e);
        }
    }

    /** What the library says, unless it was surprised itself. */
    private static String place(InvalidPathException e) {
        return e.getCause() == null ? ": " + e.getMessage() : "";
    }

    /** Whether the body fulfils it, or has too much to be looked into. */
    public boolean matches(byte[] body) {
        return matches(new FilteredBody(body));
    }

    /** The same, for one of several filters of one body. */
    public boolean matches(FilteredBody body) {
        return body.hasTooMany() || body.tree().filter(this::isFulfilled).isPresent();
    }

    private boolean isFulfilled(Object tree) {
        try {
            Object found = path.read(tree, HOW);
            return found instanceof List<?> list
                    && list.stream().anyMatch(one -> one != null && !Boolean.FALSE.equals(one));
        } catch (RuntimeException e) {
            return false; // a value of a kind that it cannot be compared with
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventFilter filter && filter.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}

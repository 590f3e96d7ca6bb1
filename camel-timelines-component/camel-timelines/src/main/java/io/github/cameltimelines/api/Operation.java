package io.github.cameltimelines.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.api.Parameter.In;
import io.github.cameltimelines.model.Page;
import io.github.cameltimelines.model.TimelinesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of TimelinesAI's API, as data: where it goes, what it takes, what it answers, and
 * whether it may be repeated. All of them are constants of {@link Operations}. Immutable.
 *
 * @param <T> what it answers
 */
public final class Operation<T> {

    /** What an answer's {@code data} (and the whole answer) means. */
    interface Answer<T> {
        /** Null if it cannot be read as such. */
        T read(JsonNode envelope, JsonNode data, Arguments arguments);
    }

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final String method;
    private final String path;
    private final boolean repeatable;
    private final List<Parameter> parameters;
    private final List<String> oneOf;
    private final boolean openBody;
    private final Answer<T> answer;
    private final String answerName;

    private Operation(Draft draft, Answer<T> answer, String answerName) {
        this.method = draft.method;
        this.path = draft.path;
        this.repeatable = draft.repeatable;
        this.parameters = List.copyOf(draft.parameters);
        this.oneOf = List.copyOf(draft.oneOf);
        this.openBody = draft.openBody;
        this.answer = answer;
        this.answerName = answerName;
    }

    public String method() {
        return method;
    }

    /** Below the base URL, with the path parameters in braces. */
    public String path() {
        return path;
    }

    /**
     * Whether doing it twice is as good as doing it once. False for sends, notes, uploads and
     * invitations: TimelinesAI has no idempotency key for them.
     */
    public boolean repeatable() {
        return repeatable;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** At least one of these must be given (in Java's spelling); empty if there is no such rule. */
    public List<String> oneOf() {
        return oneOf;
    }

    /** Whether it takes a file. */
    public boolean multipart() {
        return parameters.stream().anyMatch(p -> p.in() == In.FORM);
    }

    /** Whether its answer comes in pages, so that {@link TimelinesApi#pages} can follow them. */
    public boolean paged() {
        return answerName.startsWith("Page<");
    }

    /** The type of the answer, e.g. {@code Page<Chat>}; {@code -} if it answers nothing. */
    public String answerName() {
        return answerName;
    }

    /** Whether further parameters may be given, which go into the body as they are. */
    public boolean openBody() {
        return openBody;
    }

    /** Whether it sends a body: then a message body can hold its parameters. */
    public boolean hasBody() {
        return openBody
                || parameters.stream().anyMatch(p -> p.in() == In.JSON || p.in() == In.FORM);
    }

    /** The parameter of that name in Java's or the wire's spelling. */
    public Optional<Parameter> parameter(String name) {
        String javaName = Parameter.javaName(name);
        return parameters.stream().filter(p -> p.name().equals(javaName)).findFirst();
    }

    /**
     * What is missing: each entry names parameters of which one must be given; empty if nothing is.
     */
    public List<List<String>> missing(Arguments arguments) {
        List<List<String>> missing = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (parameter.required() && !parameter.saysSomething(arguments.get(parameter.name()))) {
                missing.add(List.of(parameter.name()));
            }
        }
        if (!oneOf.isEmpty()
                && parameters.stream()
                        .filter(p -> oneOf.contains(p.name()))
                        .noneMatch(p -> p.saysSomething(arguments.get(p.name())))) {
            missing.add(oneOf);
        }
        return missing;
    }

    /** The same arguments under the names of this operation's parameters ({@code chat_id} too). */
    Arguments canonical(Arguments arguments) {
        Arguments canonical = Arguments.none();
        for (Map.Entry<String, Object> argument : arguments.asMap().entrySet()) {
            String name =
                    parameter(argument.getKey()).map(Parameter::name).orElse(argument.getKey());
            canonical = canonical.and(name, argument.getValue());
        }
        return canonical;
    }

    Answer<T> answer() {
        return answer;
    }

    /** E.g. {@code POST /chats/{chat_id}/messages}: says what was called, and about nobody. */
    @Override
    public String toString() {
        return method + " " + path;
    }

    static Draft get(String path) {
        return new Draft("GET", path, true);
    }

    static Draft put(String path) {
        return new Draft("PUT", path, true);
    }

    static Draft patch(String path) {
        return new Draft("PATCH", path, true);
    }

    static Draft delete(String path) {
        return new Draft("DELETE", path, true);
    }

    /** Not repeatable unless {@link Draft#idempotent} says so. */
    static Draft post(String path) {
        return new Draft("POST", path, false);
    }

    /** An operation being declared. */
    static final class Draft {

        private final String method;
        private final String path;
        private boolean repeatable;
        private final List<Parameter> parameters = new ArrayList<>();
        private List<String> oneOf = List.of();
        private boolean openBody;

        private Draft(String method, String path, boolean repeatable) {
            this.method = method;
            this.path = path;
            this.repeatable = repeatable;
            Matcher matcher = PATH_PARAMETER.matcher(path);
            while (matcher.find()) {
                parameters.add(Parameter.of(matcher.group(1), In.PATH));
            }
        }

        Draft idempotent() {
            repeatable = true;
            return this;
        }

        /** Names on the wire; a star marks a required one. */
        Draft query(String... names) {
            return add(In.QUERY, names);
        }

        Draft json(String... names) {
            return add(In.JSON, names);
        }

        Draft form(String... names) {
            return add(In.FORM, names);
        }

        Draft anyJson() {
            openBody = true;
            return this;
        }

        Draft needsOneOf(String... names) {
            oneOf = List.of(names).stream().map(Parameter::javaName).toList();
            return this;
        }

        private Draft add(In in, String... names) {
            for (String name : names) {
                parameters.add(Parameter.of(name, in));
            }
            return this;
        }

        Operation<Void> answersNothing() {
            return new Operation<>(this, null, "-");
        }

        <T> Operation<T> answers(Class<T> type) {
            return new Operation<>(
                    this,
                    (envelope, data, arguments) ->
                            data.isObject()
                                    ? TimelinesJson.mapper().convertValue(data, type)
                                    : null,
                    type.getSimpleName());
        }

        Operation<Map<String, Object>> answersMap() {
            JavaType type =
                    TimelinesJson.mapper()
                            .getTypeFactory()
                            .constructMapType(Map.class, String.class, Object.class);
            return new Operation<>(
                    this,
                    (envelope, data, arguments) ->
                            TimelinesJson.mapper()
                                    .convertValue(data.isObject() ? data : envelope, type),
                    "Map");
        }

        /** A list: either {@code data} itself or the field of that name in it. */
        <T> Operation<List<T>> answersList(String field, Class<T> type) {
            return new Operation<>(
                    this,
                    (envelope, data, arguments) -> list(data, field, type),
                    "List<" + type.getSimpleName() + ">");
        }

        <T> Operation<Page<T>> answersPages(String field, Class<T> type) {
            Answer<Page<T>> reader =
                    (envelope, data, arguments) -> {
                        List<T> items = list(data, field, type);
                        Object page = arguments.get("page");
                        return items == null
                                ? null
                                : new Page<>(
                                        items,
                                        data.path("has_more_pages").asBoolean(false),
                                        page == null ? 1 : Integer.parseInt(page.toString()));
                    };
            return new Operation<>(this, reader, "Page<" + type.getSimpleName() + ">");
        }

        private static <T> List<T> list(JsonNode data, String field, Class<T> type) {
            JsonNode array = data.isArray() ? data : data.path(field);
            if (!array.isArray()) {
                // Some names are not documented; the only list of an answer is the one we want.
                List<JsonNode> lists = new ArrayList<>();
                data.forEach(child -> lists.addAll(child.isArray() ? List.of(child) : List.of()));
                if (lists.size() != 1) {
                    return null;
                }
                array = lists.get(0);
            }
            List<T> items = new ArrayList<>();
            for (JsonNode item : array) {
                // Labels come as texts or as objects with a name (the vendor's own scripts do
                // both).
                JsonNode value = type == String.class && item.isObject() ? item.path("name") : item;
                items.add(TimelinesJson.mapper().convertValue(value, type));
            }
            return List.copyOf(items);
        }
    }
}

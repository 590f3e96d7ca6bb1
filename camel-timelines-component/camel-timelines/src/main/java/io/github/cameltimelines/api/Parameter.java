package io.github.cameltimelines.api;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One parameter of an operation.
 *
 * @param name in Java, URIs and headers, e.g. {@code chatId}
 * @param wireName in TimelinesAI's API, e.g. {@code chat_id}
 * @param in where it goes
 * @param required whether the operation makes no sense without it
 */
public record Parameter(String name, String wireName, In in, boolean required) {

    /** Where a parameter goes. */
    public enum In {
        PATH,
        QUERY,
        JSON,
        FORM
    }

    private enum Type {
        TEXT,
        NUMBER,
        FLAG,
        LIST,
        ANY
    }

    /** The same name has the same type in every operation; what is not listed is text. */
    private static final Map<String, Type> TYPES =
            types(
                    Map.of(
                            Type.NUMBER,
                            Set.of(
                                    "chatId",
                                    "attachmentTemplateId",
                                    "wabaAccountId",
                                    "userId",
                                    "page",
                                    "size",
                                    "webhookId",
                                    "templateId",
                                    "wabaTemplateId"),
                            Type.FLAG,
                            Set.of(
                                    "group",
                                    "read",
                                    "closed",
                                    "chatgptAutoresponseEnabled",
                                    "withMsg",
                                    "fromMe",
                                    "isPrivate",
                                    "enabled"),
                            Type.LIST,
                            Set.of("labels"),
                            Type.ANY,
                            Set.of("template")));

    /** Invisible marks that copying a number from a web page or chat brings along. */
    private static final String PHONE_NOISE =
            "[\\s()./\\-\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]";

    static Parameter of(String declared, In in) {
        boolean required = declared.endsWith("*") || in == In.PATH;
        String wireName = required ? declared.replace("*", "") : declared;
        return new Parameter(javaName(wireName), wireName, in, required);
    }

    /**
     * {@code chat_id} becomes {@code chatId}; what is camel case already stays. {@code name}
     * becomes {@code displayName}, because {@code name} is what follows {@code timelines:} in a
     * URI.
     */
    public static String javaName(String wireName) {
        if (wireName.equals("name")) {
            return "displayName";
        }
        StringBuilder name = new StringBuilder();
        for (String word : wireName.split("_")) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /**
     * The value as JSON wants it: a {@code Long}, {@code Boolean}, {@code List}, {@code String} or,
     * for structured ones, as it is.
     *
     * @throws TimelinesInvalidRequestException naming the parameter if it cannot be read as such
     */
    Object typed(Object value) {
        return switch (TYPES.getOrDefault(name, Type.TEXT)) {
            case NUMBER -> number(value);
            case FLAG -> flag(value);
            case LIST -> list(value);
            case ANY -> value;
            case TEXT -> isPhone() ? phone(text(value)) : text(value);
        };
    }

    /** The value as a query or path has it, not encoded yet. */
    String plain(Object value) {
        Object typed = typed(value);
        return typed instanceof Collection<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(typed);
    }

    /**
     * Whether the value can be meant: empty texts cannot, but for {@code reaction} and {@code
     * responsible}, which they take back.
     */
    boolean saysSomething(Object value) {
        boolean emptyMeansNone = name.equals("reaction") || name.equals("responsible");
        return value != null
                && (emptyMeansNone
                        || !(value instanceof CharSequence text && text.toString().isBlank()));
    }

    private boolean isPhone() {
        return name.equals("phone") || name.equals("whatsappAccountPhone");
    }

    private Long number(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.valueOf(value.toString().strip());
        } catch (NumberFormatException notNumber) {
            throw unusable("is not a whole number");
        }
    }

    private Boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unusable("must be true or false");
        };
    }

    private List<String> list(Object value) {
        List<String> items = new ArrayList<>();
        if (value instanceof Iterable<?> many) {
            many.forEach(item -> items.add(String.valueOf(item)));
        } else {
            for (String item : value.toString().split(",")) {
                if (!item.isBlank()) {
                    items.add(item.strip());
                }
            }
        }
        return items;
    }

    private String text(Object value) {
        if (value instanceof Iterable<?> many) {
            List<String> items = new ArrayList<>();
            many.forEach(item -> items.add(String.valueOf(item)));
            return String.join(",", items);
        }
        return value instanceof OffsetDateTime time ? time.toString() : value.toString();
    }

    private String phone(String value) {
        if (in == In.QUERY) {
            return lostPlus(value) ? fail() : value.replaceAll(PHONE_NOISE, "");
        }
        if (lostPlus(value)) {
            fail();
        }
        String digits = value.replaceAll(PHONE_NOISE, "");
        if (!digits.matches("\\+?\\d{5,20}")) {
            throw unusable("is not a phone number like +34600111222");
        }
        return digits;
    }

    private static boolean lostPlus(String value) {
        return value.length() > 1 && value.charAt(0) == ' ' && Character.isDigit(value.charAt(1));
    }

    private String fail() {
        throw unusable(
                "has lost its '+', which means a blank in a URI; write it as %2B or RAW(+…)");
    }

    private TimelinesInvalidRequestException unusable(String why) {
        return new TimelinesInvalidRequestException("Parameter " + name + " " + why);
    }

    private static Map<String, Type> types(Map<Type, Set<String>> names) {
        return names.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(name -> Map.entry(name, e.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

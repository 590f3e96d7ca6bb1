package io.github.cameltimelines.hub.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.ledger.IdForm;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What stands in the URL of a call. From the URL itself and not from the headers that Camel makes
 * of its parts: a query or a header of the same name would mix with them.
 */
public final class CallPath {

    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private CallPath() {}

    /**
     * The number at the end of the path.
     *
     * @throws ApiProblem 404 if there is none
     */
    public static int id(Exchange exchange) {
        return number(trimmed(exchange));
    }

    /**
     * The number before that end of the path.
     *
     * @param end as in {@code /log}
     * @throws ApiProblem 404 if there is none
     */
    public static int idBefore(Exchange exchange, String end) {
        String path = trimmed(exchange);
        return number(path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path);
    }

    /** The end of the path, as it was before it was encoded. */
    public static String name(Exchange exchange) {
        String path = trimmed(exchange);
        return decoded(path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"));
    }

    private static int number(String path) {
        String segment = path.substring(path.lastIndexOf('/') + 1);
        if (!ID.matcher(segment).matches()) {
            throw ApiProblem.notFound("Not found");
        }
        return Integer.parseInt(segment);
    }

    /**
     * The public id in the path that many segments before its end.
     *
     * @throws ApiProblem 404 if there is none
     */
    public static long id(Exchange exchange, IdForm form, int beforeLast) {
        String[] segments = path(exchange).split("/");
        try {
            return form.parse(segments[segments.length - 1 - beforeLast]);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.notFound("Not found: " + e.getMessage());
        }
    }

    private static String trimmed(Exchange exchange) {
        String path = path(exchange);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Without the context path that a servlet container may have put before it. */
    public static String path(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        return path == null ? "" : path;
    }

    /** The first value of that name in the query. */
    public static Optional<String> query(Exchange exchange, String name) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
        if (query == null) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> pair.length < 2 ? "" : decoded(pair[1]))
                .findFirst();
    }

    /** Whether the query has a parameter of that name, in whichever case, however it is parted. */
    public static boolean hasParameter(Exchange exchange, String name) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
        return query != null
                && Arrays.stream(query.split("[&;]"))
                        .map(pair -> decoded(pair.split("=", 2)[0]).trim())
                        .anyMatch(name::equalsIgnoreCase);
    }

    /**
     * All of the query as fields; what looks like a small number is one.
     *
     * @throws ApiProblem 400 if one is given twice
     */
    public static FieldReader query(Exchange exchange) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            String value = parts.length < 2 ? "" : decoded(parts[1]);
            if (fields.has(name)) {
                throw ApiProblem.field(name, "is given twice");
            }
            if (NUMBER.matcher(value).matches()) {
                fields.put(name, Integer.parseInt(value));
            } else {
                fields.put(name, value);
            }
        }
        return new FieldReader(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

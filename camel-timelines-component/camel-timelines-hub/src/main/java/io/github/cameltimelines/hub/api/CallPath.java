package io.github.cameltimelines.hub.api;

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

    private static int number(String path) {
        String segment = path.substring(path.lastIndexOf('/') + 1);
        if (!ID.matcher(segment).matches()) {
            throw ApiProblem.notFound("Not found");
        }
        return Integer.parseInt(segment);
    }

    private static String trimmed(Exchange exchange) {
        String path = path(exchange);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    public static String path(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class);
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
    static boolean hasParameter(Exchange exchange, String name) {
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
        return query != null
                && Arrays.stream(query.split("[&;]"))
                        .map(pair -> decoded(pair.split("=", 2)[0]).trim())
                        .anyMatch(name::equalsIgnoreCase);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

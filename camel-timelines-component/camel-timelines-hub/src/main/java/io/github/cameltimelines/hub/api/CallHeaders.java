package io.github.cameltimelines.hub.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The headers of a call that mean something to the API: {@code Authorization}, {@code
 * Content-Type}, {@code Accept}. Camel puts the parameters of the query and the fields of a form
 * into the same map, so that {@code ?Authorization=…} looks like a header: and a token in a URL
 * ends in the logs of every proxy on its way. Such a call is refused.
 */
public final class CallHeaders {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/";

    private CallHeaders() {}

    /**
     * The value of that header; several, where it was given several times, are joined by a comma.
     *
     * @throws ApiProblem 400 if the query has a parameter of that name, 415 if a form may have
     */
    public static Optional<String> read(Exchange exchange, String name) {
        if (CallPath.hasParameter(exchange, name)) {
            throw ApiProblem.badRequest(
                    name + " is read from the header only: take it out of the query");
        }
        Optional<String> value = value(exchange, name);
        if (value.isPresent() && mayBeForm(exchange)) {
            throw wrongType();
        }
        return value;
    }

    /** The content type of a body must be that. */
    static ApiProblem wrongType() {
        return ApiProblem.of(
                415, "unsupported_media_type", "Content-Type must be application/json");
    }

    private static boolean mayBeForm(Exchange exchange) {
        String type = value(exchange, Exchange.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        return type.contains(FORM) || type.contains(MULTIPART);
    }

    private static Optional<String> value(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null) {
            return Optional.empty();
        }
        Stream<?> values = value instanceof Collection<?> all ? all.stream() : Stream.of(value);
        return Optional.of(values.map(String::valueOf).collect(Collectors.joining(", ")));
    }
}

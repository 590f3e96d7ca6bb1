package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The HTTP headers that mean something to the console. Camel puts the parameters of the query and
 * the fields of a form into the same map, so that {@code ?Cookie=…} looks like a header. A request
 * that has one of these names there is refused, before anything is read.
 */
final class Headers {

    static final String COOKIE = "Cookie";
    static final String SCHEME = "X-Forwarded-Proto";
    static final String PART = "HX-Request";
    static final String BOOSTED = "HX-Boosted";

    /** What a browser says of whose page sent a request; older ones do not. */
    static final String SITE = "Sec-Fetch-Site";

    private static final List<String> ALL = List.of(COOKIE, SCHEME, PART, BOOSTED, SITE);

    private Headers() {}

    /**
     * @throws ApiProblem 400
     */
    static void requireUnmixed(Exchange exchange) {
        for (String name : ALL) {
            if (CallPath.hasParameter(exchange, name) || isField(exchange, name)) {
                throw ApiProblem.badRequest(
                        name + " is a header: it cannot stand in the URL or in a form.");
            }
        }
    }

    /** Whether the form has it, where the HTTP server has parsed that. */
    private static boolean isField(Exchange exchange, String name) {
        return exchange.getMessage().getBody() instanceof Map<?, ?> form
                && form.keySet().stream().anyMatch(key -> name.equalsIgnoreCase(key.toString()));
    }

    /** The first of that name. */
    static Optional<String> read(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        Stream<?> values =
                value instanceof Collection<?> all ? all.stream() : Stream.ofNullable(value);
        return values.map(String::valueOf).findFirst();
    }
}

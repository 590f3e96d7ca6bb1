package io.github.cameltimelines.hub.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The paths that have a route, to tell a call with the wrong method from one to a path that there
 * is not. Thread-safe.
 */
public final class KnownPaths {

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private final List<Pattern> known = new CopyOnWriteArrayList<>();

    /**
     * @param path with its parameters in braces
     */
    void add(String path) {
        known.add(Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?"));
    }

    /**
     * @throws ApiProblem always: 405 or 404
     */
    void refuse(Exchange exchange) {
        String path = CallPath.path(exchange);
        if (known.stream().anyMatch(one -> one.matcher(path).matches())) {
            throw ApiProblem.of(405, "not_supported", "The method is not supported here");
        }
        throw ApiProblem.notFound("Not found");
    }
}

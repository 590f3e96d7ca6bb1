package io.github.cameltimelines.hub.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;

/**
 * The calls that have a route: to tell a call with the wrong method from one to a path that there
 * is not, and to make a call inside the hub, for whoever is known already. Thread-safe.
 */
public final class ApiCalls {

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private record Call(String method, Pattern path, Processor work) {}

    private final List<Call> known = new CopyOnWriteArrayList<>();

    /**
     * @param path with its parameters in braces
     */
    void add(String method, String path, Processor work) {
        Pattern pattern = Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?");
        known.add(new Call(method, pattern, work));
    }

    /**
     * @throws ApiProblem always: 405 or 404
     */
    void refuse(Exchange exchange) {
        String path = CallPath.path(exchange);
        if (known.stream().anyMatch(one -> one.path().matcher(path).matches())) {
            throw ApiProblem.of(405, "not_supported", "The method is not supported here");
        }
        throw ApiProblem.notFound("Not found");
    }

    /**
     * Makes a call without HTTP.
     *
     * @param query as it stands in a URL; null for none
     * @param json the body; null for none
     * @return the answer, with the headers that a caller from outside would get
     * @throws ApiProblem what the call answers with an error
     * @throws IllegalArgumentException if there is no such call
     */
    public Message call(
            CamelContext context,
            Caller caller,
            String method,
            String path,
            String query,
            byte[] json)
            throws Exception {
        Processor work =
                known.stream()
                        .filter(one -> one.method().equals(method))
                        .filter(one -> one.path().matcher(path).matches())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no call " + method + " " + path))
                        .work();
        Exchange exchange = new DefaultExchange(context);
        Callers.known(exchange, caller);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader(Exchange.HTTP_QUERY, query);
        if (json != null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(json);
        }
        work.process(exchange);
        return exchange.getMessage();
    }
}

package io.github.cameltimelines.hub.api;

import io.github.cameltimelines.ledger.LedgerUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Routes that answer calls of the API, with its error bodies. */
public abstract class ApiRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRoutes.class);

    private final ApiCalls calls;

    protected ApiRoutes(ApiCalls calls) {
        this.calls = calls;
    }

    @Override
    public final void configure() {
        onException(ApiProblem.class).handled(true).process(ApiRoutes::problem);
        onException(LedgerUnavailableException.class, DataAccessException.class)
                .handled(true)
                .process(ApiRoutes::ledgerDown);
        onException(Exception.class).handled(true).process(ApiRoutes::failed);
        calls();
    }

    /** Says which calls there are, each by {@link #call}. */
    protected abstract void calls();

    /**
     * One route for one call.
     *
     * @param path with its parameters in braces
     * @param work answers, or throws an {@link ApiProblem}
     */
    protected final void call(
            String method, String path, String routeId, String what, Processor work) {
        calls.add(method, path, work);
        from("platform-http:" + path + "?httpMethodRestrict=" + method)
                .routeId(routeId)
                .routeDescription(what)
                .process(exchange -> answer(method, exchange, work));
    }

    /** A servlet container takes HEAD for GET. */
    private void answer(String method, Exchange exchange, Processor work) throws Exception {
        if (!method.equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class))) {
            calls.refuse(exchange);
        }
        work.process(exchange);
    }

    /** Answers what no call does, below that path. */
    protected final void otherwise(String path, String routeId, String what) {
        from("platform-http:" + path + "?matchOnUriPrefix=true")
                .routeId(routeId)
                .routeDescription(what)
                .process(calls::refuse);
    }

    private static void problem(Exchange exchange) {
        ApiAnswers.problem(
                exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ApiProblem.class));
    }

    private static void ledgerDown(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("A call of the API failed at the ledger: {}", failure.getClass().getSimpleName());
        ApiAnswers.problem(
                exchange, ApiProblem.of(503, "unavailable", "The ledger does not answer"));
    }

    private static void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof DataAccessException) { // Camel goes by its cause, which is none
            ledgerDown(exchange);
            return;
        }
        LOG.error("A call of the API failed", failure);
        ApiAnswers.problem(
                exchange, ApiProblem.of(500, "internal_error", "The call failed at the hub"));
    }
}

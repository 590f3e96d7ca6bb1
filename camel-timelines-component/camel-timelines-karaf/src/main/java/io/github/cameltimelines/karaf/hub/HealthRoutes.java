package io.github.cameltimelines.karaf.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** Health over HTTP, at the paths and with the answers of the hub that runs by itself. */
final class HealthRoutes extends RouteBuilder {

    private static final String HEALTH = "/observe/health";
    private static final int UNAVAILABLE = 503;

    @Override
    public void configure() {
        health(HEALTH, "timelines-health", false, HealthCheckHelper::invoke);
        health(HEALTH + "/live", "timelines-live", false, HealthCheckHelper::invokeLiveness);
        health(HEALTH + "/ready", "timelines-ready", true, HealthCheckHelper::invokeReadiness);
    }

    private void health(
            String path,
            String routeId,
            boolean readiness,
            Function<CamelContext, Collection<HealthCheck.Result>> checks) {
        from("platform-http:" + path + "?httpMethodRestrict=GET")
                .routeId(routeId)
                .routeDescription("Tells how the hub is")
                .process(
                        exchange ->
                                answer(exchange, checks.apply(exchange.getContext()), readiness));
    }

    private static void answer(
            Exchange exchange, Collection<HealthCheck.Result> results, boolean readiness) {
        boolean up = HealthCheckHelper.isResultsUp(results, readiness);
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        health.put("status", up ? "UP" : "DOWN");
        ArrayNode down = JsonNodeFactory.instance.arrayNode();
        for (HealthCheck.Result result : results) {
            if (result.getState() == HealthCheck.State.DOWN) {
                ObjectNode check = down.addObject();
                check.put("name", result.getCheck().getId());
                check.put("status", "DOWN");
                result.getMessage().ifPresent(message -> check.put("message", message));
            }
        }
        if (!down.isEmpty()) {
            health.set("checks", down);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, up ? 200 : UNAVAILABLE);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(health.toString());
    }
}

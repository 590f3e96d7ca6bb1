package io.github.cameltimelines.hub.flow;

import io.github.cameltimelines.TimelinesConsumer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;

/** The routes of a file as it was at some time. Started at most once; for one thread at a time. */
final class FlowVersion {

    private static final String KAMELET = "kamelet:";

    private final CamelContext context;
    private final FlowFile file;
    private final RoutesBuilderLoader loader;
    private final Resource resource;
    private final RouteBuilder builder;

    /**
     * Routes that Camel made for the kamelets that ours use, and the endpoints it made them for.
     */
    private final Set<String> kamelets = new TreeSet<>();

    private final Set<String> kameletUris = new TreeSet<>();

    FlowVersion(
            CamelContext context,
            FlowFile file,
            RoutesBuilderLoader loader,
            Resource resource,
            RouteBuilder builder) {
        this.context = context;
        this.file = file;
        this.loader = loader;
        this.resource = resource;
        this.builder = builder;
    }

    FlowFile file() {
        return file;
    }

    List<RouteDefinition> definitions() {
        return builder.getRouteCollection().getRoutes();
    }

    List<String> ids() {
        return definitions().stream().map(RouteDefinition::getId).toList();
    }

    /**
     * Runs the routes, all or none.
     *
     * @param count told what they do
     * @throws BrokenFlowException if one of them cannot run
     */
    void start(FlowCount count) throws BrokenFlowException {
        Set<String> before = routes();
        Set<String> urisBefore = kameletUris();
        try {
            loader.preParseRoute(resource); // its beans
            for (RouteDefinition route : definitions()) {
                route.routePolicy(count);
                route.addInterceptStrategy(FailedStep.NOTED);
            }
            context.addRoutes(builder);
            made(before, urisBefore);
        } catch (Exception | LinkageError e) {
            made(before, urisBefore);
            Integer line = Reasons.line(context, definitions(), e);
            stop();
            throw new BrokenFlowException(Reasons.text(e), line, true, e);
        }
    }

    private Set<String> routes() {
        Set<String> ids = new HashSet<>();
        context.getRoutes().forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    private Set<String> kameletUris() {
        return context.getEndpoints().stream()
                .map(Endpoint::getEndpointUri)
                .filter(uri -> uri.startsWith(KAMELET))
                .collect(Collectors.toSet());
    }

    private void made(Set<String> before, Set<String> urisBefore) {
        kamelets.addAll(routes());
        kamelets.removeAll(before);
        ids().forEach(kamelets::remove);
        kameletUris.addAll(kameletUris());
        kameletUris.removeAll(urisBefore);
    }

    /** Takes the routes away; what has begun may finish. */
    void stop() {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : definitions()) {
            remove(model, route);
        }
        if (Collections.disjoint(kameletUris, kameletUris())) { // else another flow uses them, too
            for (String id : kamelets) {
                RouteDefinition route = model.getRouteDefinition(id);
                if (route != null) {
                    remove(model, route);
                }
            }
        }
    }

    private void remove(Model model, RouteDefinition route) {
        try {
            if (model.getRouteDefinition(route.getId()) == route) {
                model.removeRouteDefinitions(List.of(route));
            }
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route.getId() + " cannot be removed", e);
        }
    }

    /** The names under which its events wait. */
    Set<String> subscriptions() {
        Set<String> names = new TreeSet<>();
        for (Route route : context.getRoutes()) {
            boolean isOurs =
                    ids().contains(route.getRouteId()) || kamelets.contains(route.getRouteId());
            if (isOurs && route.getConsumer() instanceof TimelinesConsumer consumer) {
                names.add(consumer.subscriptionName());
            }
        }
        names.removeIf(Objects::isNull);
        return names;
    }
}

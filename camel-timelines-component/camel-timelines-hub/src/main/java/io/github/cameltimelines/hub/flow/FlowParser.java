package io.github.cameltimelines.hub.flow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Reads the routes of a file with Camel's own loader for its language, and nothing runs yet. A
 * route without an id gets the name of the file, so that its events wait under a name that stays.
 */
final class FlowParser {

    private final CamelContext context;

    FlowParser(CamelContext context) {
        this.context = context;
    }

    /**
     * @throws BrokenFlowException naming the line, where that is known
     */
    FlowVersion parse(FlowFile file) throws BrokenFlowException {
        if (file.trouble() != null) {
            throw new BrokenFlowException("The file " + file.trouble(), null, true, null);
        }
        if (new String(file.bytes(), StandardCharsets.UTF_8).isBlank()) {
            throw new BrokenFlowException("The file is empty: write a route into it", 1);
        }
        RoutesBuilderLoader loader = loader(file);
        Resource resource = ResourceHelper.fromBytes(file.location(), file.bytes());
        try {
            RouteBuilder builder = (RouteBuilder) loader.loadRoutesBuilder(resource);
            List<RouteDefinition> routes = builder.configureRoutes(context).getRoutes();
            requireRoutesOnly(builder, routes);
            nameRoutes(routes, FlowFile.stem(file.name()));
            return new FlowVersion(context, file, loader, resource, builder);
        } catch (BrokenFlowException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new BrokenFlowException(Reasons.text(e), Reasons.line(e, file), false, e);
        }
    }

    private RoutesBuilderLoader loader(FlowFile file) throws BrokenFlowException {
        RoutesBuilderLoader loader;
        try {
            loader = PluginHelper.getRoutesLoader(context).getRoutesLoader(file.language());
        } catch (Exception e) {
            throw new BrokenFlowException(Reasons.text(e), null, false, e);
        }
        if (loader == null) {
            throw new BrokenFlowException(
                    "Nothing here reads ." + file.language() + ": add " + module(file), null);
        }
        return loader;
    }

    private static String module(FlowFile file) {
        return file.language().equals("yaml")
                ? "camel-yaml-dsl to the class path"
                : "camel-xml-io-dsl to the class path, or write the flow in YAML";
    }

    /** What reaches beyond the file would outlive it. */
    private static void requireRoutesOnly(RouteBuilder builder, List<RouteDefinition> routes)
            throws Exception {
        String only = " has no place in a flow, which can take back nothing but its routes: ";
        if (!builder.getRestCollection().getRests().isEmpty()) {
            throw new BrokenFlowException("rest" + only + "begin at platform-http:", null);
        }
        if (!builder.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                || !builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()) {
            throw new BrokenFlowException("A route template" + only + "make a kamelet of it", null);
        }
        if (builder instanceof RouteConfigurationBuilder own) {
            own.configuration();
            if (!own.getRouteConfigurationCollection().getRouteConfigurations().isEmpty()) {
                throw new BrokenFlowException(
                        "routeConfiguration" + only + "use onException", null);
            }
        }
        if (routes.isEmpty()) {
            throw new BrokenFlowException("There is no route in the file", 1);
        }
    }

    private static void nameRoutes(List<RouteDefinition> routes, String stem)
            throws BrokenFlowException {
        for (int i = 0; i < routes.size(); i++) {
            RouteDefinition route = routes.get(i);
            if (!route.hasCustomIdAssigned()) {
                route.setId(i == 0 ? stem : stem + "-" + (i + 1));
            }
            for (RouteDefinition other : routes.subList(0, i)) {
                if (other.getId().equals(route.getId())) {
                    throw new BrokenFlowException(
                            "Two routes of the file have the id '" + route.getId() + "'",
                            Reasons.line(route));
                }
            }
        }
    }
}

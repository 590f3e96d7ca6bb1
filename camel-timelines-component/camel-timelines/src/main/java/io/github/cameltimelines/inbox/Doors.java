package io.github.cameltimelines.inbox;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.PluginHelper;

/** Finds the HTTP server for a door. */
public final class Doors {

    private static final String ROUTER =
            "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter";

    static final String PLATFORM_HTTP = "platform-http";

    private Doors() {}

    /**
     * Opens {@code path}/{@code <secret>} for POST.
     *
     * @throws IllegalStateException if the application has no HTTP server that Camel can use
     */
    public static Door open(CamelContext context, String path, Reception reception)
            throws Exception {
        Optional<Door> door = atOwnServer(context, path, reception);
        if (door.isEmpty()) {
            announce(context);
            door = atOwnServer(context, path, reception);
        }
        if (door.isEmpty()) {
            door = RestDoor.open(context, path, reception);
        }
        return door.orElseThrow(
                () ->
                        new IllegalStateException(
                                "There is no HTTP server for webhook calls. Add camel-platform-http-main and"
                                        + " camel.server.enabled=true (Camel Main), camel-timelines-starter and"
                                        + " spring-boot-starter-web (Spring Boot), camel-servlet and its servlet,"
                                        + " or camel-undertow"
                                        + " and a port in restConfiguration (Karaf)."));
    }

    /**
     * Opens {@code path}/{@code <secret>} for POST at a server that was chosen.
     *
     * @param path without the context path of the Rest DSL, which is put before it
     * @throws IllegalStateException if that server cannot be used
     */
    public static Door openAt(
            CamelContext context,
            RestConsumerFactory server,
            RestConfiguration rest,
            String path,
            Reception reception)
            throws Exception {
        if (server == context.hasComponent(PLATFORM_HTTP)) {
            Optional<Door> door = atOwnServer(context, contextPath(rest) + path, reception);
            if (door.isPresent()) {
                return door.get();
            }
        }
        return RestDoor.openAt(context, server, rest, path, reception);
    }

    /**
     * The Camel CLI makes its HTTP server when it resolves platform-http, and its server looks that
     * component up when it starts. So it is resolved directly: within {@code getComponent} Camel
     * takes the second look for a circle.
     */
    private static void announce(CamelContext context) throws Exception {
        if (context.hasComponent(PLATFORM_HTTP) == null) {
            PluginHelper.getComponentResolver(context.getCamelContextExtension())
                    .resolveComponent(PLATFORM_HTTP, context);
        }
    }

    private static String contextPath(RestConfiguration rest) {
        String path = rest.getContextPath();
        if (path == null || path.isEmpty()) {
            return "";
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static Optional<Door> atOwnServer(
            CamelContext context, String path, Reception reception) {
        DoorServer server = context.getRegistry().findSingleByType(DoorServer.class);
        if (server != null) {
            return Optional.of(server.open(path, reception));
        }
        return context.getClassResolver().resolveClass(ROUTER) == null
                ? Optional.empty()
                : RouterDoor.open(context, path, reception);
    }
}

package io.github.cameltimelines.inbox;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;

/** Finds the HTTP server for a door. */
public final class Doors {

    private static final String ROUTER =
            "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter";

    /** The end of a path that {@link #calls} can serve: the secret, as a parameter. */
    public static final String SECRET_SEGMENT = "/{" + RestDoor.SEGMENT + "}";

    private Doors() {}

    /**
     * What answers calls that come as exchanges from a path that ends in {@link #SECRET_SEGMENT},
     * where somebody else opens the door.
     */
    public static AsyncProcessor calls(Reception reception) {
        return new RestDoor.Calls(reception);
    }

    /**
     * Opens {@code path}/{@code <secret>} for POST.
     *
     * @throws IllegalStateException if the application has no HTTP server that Camel can use
     */
    public static Door open(CamelContext context, String path, Reception reception)
            throws Exception {
        if (context.getClassResolver().resolveClass(ROUTER) != null) {
            var door = RouterDoor.open(context, path, reception);
            if (door.isPresent()) {
                return door.get();
            }
        }
        return RestDoor.open(context, path, reception)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "There is no HTTP server for webhook calls. Add camel-platform-http-main and"
                                                + " camel.server.enabled=true (Camel Main), camel-platform-http-starter"
                                                + " (Spring Boot), or camel-undertow"
                                                + " and a port in restConfiguration (Karaf)."));
    }
}

package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.TimelinesComponent;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One Camel context with platform-http, the do-nothing route, and whatever is measured against it.
 */
final class Server implements AutoCloseable {

    static final String SECRET = "benchmark-secret-0001";
    static final String NOTHING = "/nothing";
    static final String HOOK = "/timelines/webhooks/" + SECRET;

    final DefaultCamelContext context = new DefaultCamelContext();
    final int port;

    /**
     * @param dataSource the ledger's; null for an embedded one in {@code folder}
     * @param routes what else runs
     */
    Server(DataSource dataSource, Path folder, RouteBuilder routes) throws Exception {
        port = freePort();
        VertxPlatformHttpServerConfiguration configuration =
                new VertxPlatformHttpServerConfiguration();
        configuration.setBindPort(port);
        configuration.setBindHost("127.0.0.1");
        context.addService(new VertxPlatformHttpServer(configuration));
        TimelinesComponent component = new TimelinesComponent(context);
        component.setDataSource(dataSource);
        component.setDataFolder(folder.toString());
        component.getConfiguration().setWebhookSecret(SECRET);
        context.addComponent("timelines", component);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("platform-http:" + NOTHING)
                                .routeId("nothing")
                                .setBody(constant("{\"status\":\"ok\"}"));
                    }
                });
        if (routes != null) {
            context.addRoutes(routes);
        }
        context.start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}

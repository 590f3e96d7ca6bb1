package io.github.cameltimelines;

import io.github.cameltimelines.process.FreePort;
import io.github.cameltimelines.wire.EventFiles;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RestConfiguration;

/** One application: a Camel context with an HTTP server on a free port, and TimelinesAI's calls. */
public final class HookFixture extends HookedApplication {

    /** Which HTTP server the application has. */
    public enum Server {
        PLATFORM_HTTP,
        UNDERTOW,
        JETTY,
        NETTY_HTTP,
        SERVLET,
        NONE
    }

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final TimelinesComponent timelines = new TimelinesComponent();
    private final int port = FreePort.next();

    /** On the router of platform-http, with a ledger in memory. */
    public HookFixture() {
        this(Server.PLATFORM_HTTP);
    }

    public HookFixture(Server server) {
        try {
            if (server == Server.PLATFORM_HTTP) {
                VertxPlatformHttpServerConfiguration http =
                        new VertxPlatformHttpServerConfiguration();
                http.setBindHost("localhost");
                http.setBindPort(port);
                camel.addService(new VertxPlatformHttpServer(http));
            } else if (server == Server.SERVLET) {
                camel.addService(new ServletServer(port));
            } else if (server != Server.NONE) {
                RestConfiguration rest = new RestConfiguration();
                rest.setComponent(server.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                rest.setHost("localhost");
                rest.setPort(port);
                camel.setRestConfiguration(rest);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        timelines.setLedger("memory");
        timelines.getConfiguration().setWebhookSecret(SECRET);
        timelines.getConfiguration().setRetrySchedule("10ms,10ms");
        camel.addComponent("timelines", timelines);
        camel.getShutdownStrategy().setTimeout(10);
    }

    @Override
    public HookFixture start(RouteBuilder... routes) {
        try {
            for (RouteBuilder route : routes) {
                camel.addRoutes(route);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        camel.start();
        return this;
    }

    public CamelContext camel() {
        return camel;
    }

    public TimelinesComponent timelines() {
        return timelines;
    }

    @Override
    public int port() {
        return port;
    }

    /** The file under {@code events/}. */
    public HttpResponse<String> postFile(String name) {
        return post(EventFiles.bytes(name));
    }

    /** All messages of a failure, down to its cause. */
    public static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            all.append(at).append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() {
        camel.stop();
    }
}

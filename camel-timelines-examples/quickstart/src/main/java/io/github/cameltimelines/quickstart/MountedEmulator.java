package io.github.cameltimelines.quickstart;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.api.HubPaths;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The emulator on the router of Camel's HTTP server. A service, so that it starts after the server
 * and before the routes: events that waited for a restart find a TimelinesAI to answer through.
 */
final class MountedEmulator extends ServiceSupport implements CamelContextAware {

    static final String TOKEN = "demo-token";
    static final String PREFIX = "/emulator";
    static final String API = PREFIX + "/integrations/api";

    private static final String CONSOLE = HubPaths.CONSOLE + "/";

    private final QuickstartOptions options;
    private CamelContext context;
    private TimelinesEmulator emulator;

    MountedEmulator(QuickstartOptions options) {
        this.options = options;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    protected void doStart() {
        requireListening(context.hasService(VertxPlatformHttpServer.class));
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(
                        context, VertxPlatformHttpRouter.getRouterNameFromPort(options.port()));
        emulator =
                TimelinesEmulator.builder()
                        .token(TOKEN)
                        .publicUrl(options.url())
                        .dataFolder(options.data())
                        .link("Overview", CONSOLE)
                        .link("Webhooks", CONSOLE + "webhooks")
                        .link("Deliveries", CONSOLE + "deliveries")
                        .link("Events", CONSOLE + "events")
                        .link("Flows", CONSOLE + "flows")
                        .outcome("the hub's deliveries", CONSOLE + "deliveries")
                        .mountOn(router, router.vertx(), PREFIX);
    }

    /** Camel's server only warns when it cannot listen, and goes on without. */
    private void requireListening(VertxPlatformHttpServer server) {
        if (server == null || server.getServer().actualPort() != options.port()) {
            throw new PortTakenException(options.port());
        }
    }

    @Override
    protected void doStop() {
        if (emulator != null) {
            emulator.close();
        }
    }
}

package io.github.cameltimelines.quickstart;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.RootRoutes;
import io.github.cameltimelines.hub.TimelinesHub;
import io.github.cameltimelines.hub.api.HubPaths;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Camel Main with an HTTP server, and on it the emulated TimelinesAI, the hub and the bot. What one
 * tells another it tells over HTTP, as if each ran on a machine of its own: TimelinesAI calls the
 * hub's hook, the hub posts to the bot, and the bot answers through TimelinesAI's API. So the hub
 * and the bot have a ledger each.
 */
final class Demo {

    private static final String BOT = "classpath:camel/bot.camel.yaml";
    private static final int STOP_S = 5;
    private static final String HUB = "hub";

    static final String HUB_TOKEN = "demo-token-of-the-hub";

    /** Known to everybody: the demo can be reached from this machine only. */
    private static final String HUB_SECRET = "demo-secret-of-the-hub";

    private Demo() {}

    static Main of(QuickstartOptions options) {
        return of(options, BOT);
    }

    /**
     * @param routes where Camel finds the bot's route
     */
    static Main of(QuickstartOptions options, String routes) {
        Properties properties = new Properties();
        properties.put("camel.main.name", "quickstart");
        properties.put("camel.main.routesIncludePattern", routes);
        properties.put("camel.main.shutdownTimeout", String.valueOf(STOP_S));
        properties.put("camel.server.enabled", "true");
        properties.put("camel.server.host", "localhost");
        properties.put("camel.server.port", String.valueOf(options.port()));
        properties.put(
                "camel.component.timelines.dataFolder", options.data().resolve("bot").toString());
        properties.put("camel.component.timelines.configuration.apiToken", MountedEmulator.TOKEN);
        properties.put(
                "camel.component.timelines.configuration.baseUrl",
                options.url() + MountedEmulator.API);
        properties.put("camel.component.timelines.configuration.publicUrl", options.url());
        properties.put("hub.api", options.url() + HubPaths.API);
        properties.put("hub.token", HUB_TOKEN);

        Main main = new Main();
        main.setOverrideProperties(properties);
        TimelinesComponent hub = new TimelinesComponent();
        hub.setDataFolder(options.data().resolve("hub").toString());
        main.bind(HUB, hub);
        main.configure().addRoutesBuilder(new TimelinesHub(hubSettings(options), HUB));
        main.configure().addRoutesBuilder(new RootRoutes());
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void afterConfigure(BaseMainSupport configured) {
                        addEmulator(configured, options);
                    }
                });
        return main;
    }

    private static HubSettings hubSettings(QuickstartOptions options) {
        Map<String, String> settings =
                Map.of(
                        "timelines.bootstrap.token",
                        HUB_TOKEN,
                        "timelines.bootstrap.hook-secret",
                        HUB_SECRET,
                        "timelines.webhook-limit",
                        "0",
                        "timelines.allowed-destinations",
                        "127.0.0.0/8,::1/128",
                        "timelines.upstream.token",
                        MountedEmulator.TOKEN,
                        "timelines.upstream.base-url",
                        options.url() + MountedEmulator.API,
                        "timelines.upstream.public-url",
                        options.url(),
                        "timelines.console.chat",
                        MountedEmulator.PREFIX);
        return HubSettings.of(settings::get);
    }

    private static void addEmulator(BaseMainSupport main, QuickstartOptions options) {
        try {
            main.getCamelContext().addService(new MountedEmulator(options));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}

package io.github.cameltimelines.quickstart;

import java.util.Properties;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Camel Main with an HTTP server, the bot's route, and the emulator next to it. */
final class Demo {

    private static final String BOT = "classpath:camel/bot.camel.yaml";
    private static final int STOP_S = 5;

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
        properties.put("camel.component.timelines.dataFolder", options.data().toString());
        properties.put("camel.component.timelines.configuration.apiToken", MountedEmulator.TOKEN);
        properties.put(
                "camel.component.timelines.configuration.baseUrl",
                options.url() + MountedEmulator.API);
        properties.put("camel.component.timelines.configuration.publicUrl", options.url());

        Main main = new Main();
        main.setOverrideProperties(properties);
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void afterConfigure(BaseMainSupport configured) {
                        addEmulator(configured, options);
                    }
                });
        return main;
    }

    private static void addEmulator(BaseMainSupport main, QuickstartOptions options) {
        try {
            main.getCamelContext().addService(new MountedEmulator(options));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }
}

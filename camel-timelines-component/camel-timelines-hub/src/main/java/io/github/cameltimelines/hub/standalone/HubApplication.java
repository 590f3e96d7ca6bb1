package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.LedgerPool;
import io.github.cameltimelines.hub.RootRoutes;
import io.github.cameltimelines.hub.TimelinesHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import org.apache.camel.main.Main;

/**
 * Camel Main with an HTTP server, the ledger that the settings name, and the hub.
 *
 * @param settings with a port, and with the URL that the hub is reached at
 */
public record HubApplication(HubSettings settings) {

    private static final int STOP_S = 10;
    private static final int EXTRA_STOP_S = 15;
    private static final String LEDGER = "timelinesHubLedger";

    public static HubApplication of(HubSettings wished) {
        int port = wished.port() == 0 ? free() : wished.port();
        String url = wished.publicUrl() == null ? "http://localhost:" + port : wished.publicUrl();
        Integer observe = wished.observePort();
        if (observe != null && observe == 0) {
            observe = free();
        }
        return new HubApplication(wished.at(port, url, observe));
    }

    /**
     * @param camel properties of Camel that count more than ours
     */
    public Main main(Properties camel) {
        return main(camel, component());
    }

    /** With the ledger that the settings name. */
    TimelinesComponent component() {
        TimelinesComponent component = new TimelinesComponent();
        component.setDataFolder(settings.data().toString());
        if (settings.database() != null) {
            component.setDataSource(LedgerPool.of(settings.database()).dataSource());
        }
        return component;
    }

    Main main(Properties camel, TimelinesComponent component) {
        Properties properties = new Properties();
        properties.put("camel.main.name", "timelines-hub");
        properties.put("camel.main.shutdownTimeout", String.valueOf(STOP_S));
        properties.put("camel.main.extraShutdownTimeout", String.valueOf(extraStopSeconds()));
        properties.put("camel.server.enabled", "true");
        properties.put("camel.server.port", String.valueOf(settings.port()));
        properties.put("camel.server.maxBodySize", String.valueOf(1 << 20));
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.port", String.valueOf(observePort()));
        properties.put("camel.management.healthCheckEnabled", "true");
        OwnMetrics.configure(properties);
        // What a flow logs is seen whatever its file is called.
        properties.put("camel.main.globalOptions[CamelLogEipName]", "flow.${routeId}");
        HubSettings.Upstream upstream = settings.upstream();
        if (upstream != null) { // flows send through the same TimelinesAI
            properties.put("camel.component.timelines.configuration.apiToken", upstream.token());
            if (upstream.baseUrl() != null) {
                properties.put(
                        "camel.component.timelines.configuration.baseUrl", upstream.baseUrl());
            }
        }
        Main main = new Main();
        main.bind("timelines", component);
        if (component.getDataSource() != null) {
            main.bind(LEDGER, component.getDataSource());
        }
        properties.putAll(camel);
        main.setOverrideProperties(properties);
        main.setDefaultPropertyPlaceholderLocation("file:application.properties;optional=true");
        main.addMainListener(new LedgerAhead());
        main.addMainListener(new OwnMetrics());
        main.configure().addRoutesBuilder(new TimelinesHub(settings));
        if (settings.console().enabled()) {
            main.configure().addRoutesBuilder(new RootRoutes());
        }
        return main;
    }

    private int observePort() {
        return settings.observePort() == null ? settings.port() : settings.observePort();
    }

    /** How long the JVM's shutdown hook waits besides: the routes stop after the drain. */
    private int extraStopSeconds() {
        return EXTRA_STOP_S + (int) settings.drain().plusMillis(999).toSeconds();
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }
}

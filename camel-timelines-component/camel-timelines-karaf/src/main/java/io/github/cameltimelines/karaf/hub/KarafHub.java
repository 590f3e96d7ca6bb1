package io.github.cameltimelines.karaf.hub;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettingException;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.LedgerPool;
import io.github.cameltimelines.hub.RootRoutes;
import io.github.cameltimelines.hub.TimelinesHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.ComponentResolver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub in a Camel context of its own, with the settings of {@code
 * etc/io.github.cameltimelines.hub.cfg}. A changed file stops the hub and starts it with what
 * stands there now: what it owes waits in the ledger.
 */
@Component(
        service = KarafHub.class,
        immediate = true,
        configurationPid = KarafHub.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class KarafHub {

    static final String PID = "io.github.cameltimelines.hub";

    private static final Logger LOG = LoggerFactory.getLogger(KarafHub.class);
    private static final String NAME = "timelines-hub";
    private static final String TIMELINES = "timelines";
    private static final int STOP_S = 10;

    private final CamelContext context;
    private final UndertowEngine engine;
    private final Thread starting;
    private AutoCloseable pool = () -> {};

    /**
     * Has the hub started. The services are what its routes are made of: it waits for them. None
     * may be named timelines, or there would be a setting timelines.target; names that begin with
     * component are reserved.
     *
     * @throws HubSettingException naming the setting to change
     */
    @Activate
    public KarafHub(
            BundleContext bundle,
            Map<String, Object> configuration,
            @Reference(target = "(component=timelines)") ComponentResolver resolver,
            @Reference(target = "(component=timelines)") ComponentCustomizer options,
            @Reference(target = "(component=platform-http)") ComponentResolver platformHttp,
            @Reference(target = "(component=undertow)") ComponentResolver undertow,
            @Reference(target = "(component=smtp)") ComponentResolver mail,
            @Reference(target = "(component=timer)") ComponentResolver timer) {
        HubSettings settings = settings(bundle, configuration);
        requireFree(settings.port());
        context = new OsgiDefaultCamelContext(bundle);
        engine = new UndertowEngine(context, settings.port());
        starting = new Thread(() -> begin(bundle, settings), NAME + "-start");
        starting.start();
    }

    /**
     * Apart from the activation, which has to be short: Declarative Services loses a component
     * whose configuration changes while it is made, and it would run for ever.
     */
    private void begin(BundleContext bundle, HubSettings settings) {
        try {
            start(bundle, settings);
            LOG.info("The hub is ready at {}", settings.publicUrl());
        } catch (Exception e) {
            LOG.error("The hub does not run: {}", e.getMessage(), e);
            end();
        }
    }

    private static HubSettings settings(BundleContext bundle, Map<String, Object> configuration) {
        Map<String, String> texts = new HashMap<>();
        configuration.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        HubSettings.requireKnown(texts.keySet());
        texts.putIfAbsent(
                HubSettings.PREFIX + "data",
                Path.of(bundle.getProperty("karaf.data"), NAME).toString());
        HubSettings settings = HubSettings.of(texts::get);
        if (settings.port() == 0) {
            throw new HubSettingException("timelines.port must be named: in Karaf it cannot be 0");
        }
        if (settings.observePort() != null) {
            throw new HubSettingException(
                    "timelines.observe.port is not for Karaf: health is served at timelines.port");
        }
        String url = settings.publicUrl();
        return settings.at(
                settings.port(), url == null ? "http://localhost:" + settings.port() : url, null);
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new HubSettingException(
                    "Port " + port + " is in use: choose another timelines.port in " + PID);
        }
    }

    private void start(BundleContext bundle, HubSettings settings) throws Exception {
        context.getCamelContextExtension().setName(NAME);
        // The hub's routes name exceptions that only the hub's bundle sees.
        context.setApplicationContextClassLoader(TimelinesHub.class.getClassLoader());
        context.getShutdownStrategy().setTimeout(STOP_S);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
        TimelinesComponent component = context.getComponent(TIMELINES, TimelinesComponent.class);
        component.setDataFolder(settings.data().toString());
        component.setDataSource(null);
        if (settings.database() != null) {
            LedgerPool ledger = LedgerPool.of(settings.database());
            pool = ledger;
            component.setDataSource(ledger.dataSource());
        }
        Path told = Path.of(bundle.getProperty("karaf.data"), NAME, "first-access.txt");
        try (FirstAccessFile file = new FirstAccessFile(told)) {
            context.addRoutes(new TimelinesHub(settings, TIMELINES, file.out()));
            context.addRoutes(new HealthRoutes());
            if (settings.console().enabled()) {
                context.addRoutes(new RootRoutes());
            }
            context.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is on its way is finished or given back. */
    @Deactivate
    public void stop() throws InterruptedException {
        starting.join();
        end();
    }

    private void end() {
        try (AutoCloseable last = pool;
                AutoCloseable then = engine::stop) { // the context leaves that to whoever made it
            context.close();
        } catch (Exception e) {
            LOG.warn("The hub did not stop as it should: {}", e.getMessage(), e);
        }
    }
}

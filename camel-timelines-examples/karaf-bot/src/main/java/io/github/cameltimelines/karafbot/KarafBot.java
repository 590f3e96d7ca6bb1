package io.github.cameltimelines.karafbot;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.support.PluginHelper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot of the quickstart, the same YAML file, in a Camel context of this bundle. It starts when
 * {@code etc/io.github.cameltimelines.bot.cfg} and all that its route is made of are there, and
 * starts anew when that file or {@code etc/io.github.cameltimelines.cfg} changes.
 */
@Component(
        service = KarafBot.class,
        immediate = true,
        configurationPid = "io.github.cameltimelines.bot",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class KarafBot {

    private static final int DEFAULT_PORT = 8090;

    private static final Logger LOG = LoggerFactory.getLogger(KarafBot.class);

    private final CamelContext context;
    private final Thread starting;

    @Activate
    public KarafBot(
            BundleContext bundle,
            Map<String, Object> configuration,
            @Reference(target = "(component=timelines)") ComponentResolver timelines,
            @Reference(target = "(component=timelines)") ComponentCustomizer options,
            @Reference(target = "(component=undertow)") ComponentResolver undertow,
            @Reference(target = "(language=simple)") LanguageResolver simple) {
        context = new OsgiDefaultCamelContext(bundle);
        context.getCamelContextExtension().setName("karaf-bot");
        Properties properties = new Properties();
        configuration.forEach((name, value) -> properties.put(name, String.valueOf(value)));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.setRestConfiguration(server(properties));
        starting = new Thread(this::start, "karaf-bot-start");
        starting.start();
    }

    /**
     * Apart from the activation, which has to be short: Declarative Services loses a component
     * whose configuration changes while it is made, and it would run for ever.
     */
    private void start() {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(
                            PluginHelper.getResourceLoader(context)
                                    .resolveResource("classpath:camel/bot.camel.yaml"));
            context.start();
        } catch (Exception e) {
            LOG.error("The bot does not run", e);
            context.stop();
        }
    }

    /** Where TimelinesAI, or the hub, calls. */
    private static RestConfiguration server(Properties properties) {
        RestConfiguration server = new RestConfiguration();
        server.setComponent("undertow");
        server.setHost("0.0.0.0");
        server.setPort(
                Integer.parseInt(properties.getProperty("port", String.valueOf(DEFAULT_PORT))));
        return server;
    }

    @Deactivate
    public void stop() throws Exception {
        starting.join();
        context.close();
    }
}

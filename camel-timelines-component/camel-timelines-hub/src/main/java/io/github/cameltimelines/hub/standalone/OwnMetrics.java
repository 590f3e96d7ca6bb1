package io.github.cameltimelines.hub.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * The metrics of a hub that runs by itself, besides the hub's: the JVM's, and Camel's of the routes
 * that answer calls. Not of the route that delivers: it has the hub's, and Camel's would cost each
 * delivery more than the hub does.
 */
final class OwnMetrics extends MainListenerSupport {

    private static final String UNMEASURED = "timelines-deliver";

    /** What Camel is to be told. */
    static void configure(Properties properties) {
        properties.put("camel.management.metricsEnabled", "true");
        properties.put("camel.metrics.enabled", "true");
        properties.put("camel.metrics.enableRoutePolicy", "false"); // ours, below
        properties.put("camel.metrics.enableExchangeEventNotifier", "false");
        properties.put("camel.metrics.skipCamelInfo", "true");
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        MeterRegistry registry = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return; // switched off by a property of Camel's
        }
        List<MeterBinder> jvm =
                List.of(
                        new ClassLoaderMetrics(),
                        new JvmGcMetrics(),
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new FileDescriptorMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics());
        jvm.forEach(binder -> binder.bindTo(registry));
        MicrometerRoutePolicyConfiguration routes = new MicrometerRoutePolicyConfiguration();
        routes.setContextEnabled(false);
        routes.setLongTask(false);
        routes.setExcludePattern(UNMEASURED);
        MicrometerRoutePolicyFactory calls = new MicrometerRoutePolicyFactory();
        calls.setCamelContext(camel);
        calls.setMeterRegistry(registry);
        calls.setSkipCamelInfo(true);
        calls.setPolicyConfiguration(routes);
        camel.addRoutePolicyFactory(calls);
    }
}

package io.github.cameltimelines.karaf;

import io.github.cameltimelines.TimelinesComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PropertyBindingSupport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;

/**
 * Gives the options that stand in {@code etc/io.github.cameltimelines.cfg} to the {@code timelines}
 * component of every Camel context in the container, whichever bundle made it. Camel asks the
 * service registry for customizers when a component is added.
 *
 * <p>A changed file makes this a new service. Who refers to it, as a bundle with routes should, is
 * activated anew by Declarative Services, with the changed options. Thread-safe.
 */
@org.osgi.service.component.annotations.Component(
        service = ComponentCustomizer.class,
        configurationPid = TimelinesOptions.PID,
        property = "component=timelines")
public final class TimelinesOptions implements ComponentCustomizer {

    static final String PID = "io.github.cameltimelines";

    /** What the names of all options begin with, as in {@code application.properties}. */
    private static final String PREFIX = "camel.component.timelines.";

    private static final String DATA_FOLDER = "dataFolder";

    private final Map<String, Object> options = new HashMap<>();
    private final String data;

    @Activate
    public TimelinesOptions(BundleContext bundle, Map<String, Object> configuration) {
        this(bundle.getProperty("karaf.data"), configuration);
    }

    /**
     * @param data where folders of ledgers are made; null for where the component makes them
     */
    TimelinesOptions(String data, Map<String, Object> configuration) {
        this.data = data;
        configuration.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX) && !String.valueOf(value).isBlank()) {
                        options.put(name.substring(PREFIX.length()), value);
                    }
                });
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof TimelinesComponent;
    }

    /**
     * @throws IllegalArgumentException naming the options that there are none of
     */
    @Override
    public void configure(String name, Component target) {
        TimelinesComponent component = (TimelinesComponent) target;
        CamelContext context = component.getCamelContext();
        Map<String, Object> open = new HashMap<>(options);
        if (data != null) {
            // Relative to the working directory it would be a folder that all contexts share.
            open.putIfAbsent(DATA_FOLDER, folder(context.getName()));
        }
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .withRemoveParameters(true)
                .withProperties(open)
                .bind();
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(
                    "The timelines component has no option "
                            + String.join(", ", new TreeSet<>(open.keySet()))
                            + ": correct it in etc/"
                            + PID
                            + ".cfg");
        }
    }

    private String folder(String contextName) {
        return Path.of(data, "timelines", contextName).toString();
    }
}

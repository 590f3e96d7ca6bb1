package io.github.cameltimelines.springboot;

import io.github.cameltimelines.hub.HubSettingException;
import io.github.cameltimelines.hub.HubSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** The hub's settings, from the application's properties. */
final class HubProperties {

    private static final String DESTINATIONS = "timelines.allowed-destinations";
    private static final String DATABASE =
            "spring.datasource.* with " + HubSwitch.DATA_SOURCE + "=dataSource";

    /** Of a hub that runs by itself, and what an application has instead. */
    static final Map<String, String> OF_ITS_OWN =
            Map.of(
                    "timelines.port",
                    "server.port",
                    "timelines.observe.port",
                    "management.server.port",
                    "timelines.data",
                    ComponentProperties.PREFIX + "data-folder",
                    "timelines.datasource.url",
                    DATABASE,
                    "timelines.datasource.username",
                    DATABASE,
                    "timelines.datasource.password",
                    DATABASE);

    private final Environment environment;
    private final Binder binder;

    HubProperties(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    HubSettings read() {
        KnownNames.set(environment, HubSettings.PREFIX)
                .map(ConfigurationPropertyName::toString)
                .filter(OF_ITS_OWN::containsKey)
                .findFirst()
                .ifPresent(HubProperties::failOwn);
        Stream<String> names =
                HubSettings.names().stream().filter(name -> !OF_ITS_OWN.containsKey(name));
        new KnownNames(
                        Stream.concat(names, Stream.of(HubSwitch.ENABLED, HubSwitch.DATA_SOURCE))
                                .toList())
                .requireOf(environment, HubSettings.PREFIX);
        try {
            return HubSettings.of(this::value);
        } catch (HubSettingException e) {
            throw new PropertyException(e.getMessage() + ".", "Change the property, or remove it.");
        }
    }

    private static void failOwn(String name) {
        throw new PropertyException(
                name + " is a setting of a hub that runs by itself.",
                "Remove it. In an application use " + OF_ITS_OWN.get(name) + ".");
    }

    private String value(String name) {
        if (OF_ITS_OWN.containsKey(name)) {
            return null; // one may stand in the environment, where it is not refused
        }
        if (name.equals(DESTINATIONS)) {
            List<String> blocks =
                    binder.bind(name, Bindable.listOf(String.class)).orElse(List.of());
            return String.join(",", blocks);
        }
        return binder.bind(name, String.class).orElse(null);
    }
}

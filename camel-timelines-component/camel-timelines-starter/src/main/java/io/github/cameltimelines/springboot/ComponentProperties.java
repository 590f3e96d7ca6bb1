package io.github.cameltimelines.springboot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The options of the component that are set in the application's properties: {@code
 * camel.component.timelines.api-token}, or {@code
 * camel.component.timelines.configuration.api-token} as on Camel Main. A value that cannot be one,
 * a bean that there is not, and an option that there is not, fail when the application starts, by
 * name.
 */
final class ComponentProperties {

    static final String PREFIX = "camel.component.timelines.";

    private static final String CONFIGURATION = PREFIX + "configuration.";
    private static final List<String> SPRINGS = List.of("enabled", "customizer.enabled");

    private final Environment environment;
    private final ListableBeanFactory beans;
    private final Binder binder;
    private final List<ComponentOption> options = ComponentOption.all();

    ComponentProperties(Environment environment, ListableBeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
        this.binder = Binder.get(environment);
    }

    /** What is set, by the name of the option. */
    Map<String, Object> read() {
        requireKnown();
        Map<String, Object> values = new LinkedHashMap<>();
        for (ComponentOption option : options) {
            read(option, values);
        }
        return values;
    }

    private void requireKnown() {
        Stream<String> own = options.stream().map(option -> PREFIX + option.dashed());
        Stream<String> shared =
                options.stream()
                        .filter(ComponentOption::isShared)
                        .map(option -> CONFIGURATION + option.dashed());
        Stream<String> springs = SPRINGS.stream().map(PREFIX::concat);
        new KnownNames(Stream.concat(Stream.concat(own, shared), springs).toList())
                .requireOf(environment, PREFIX);
    }

    private void read(ComponentOption option, Map<String, Object> values) {
        Map<String, Object> set = new LinkedHashMap<>();
        read(option, PREFIX + option.dashed(), set);
        if (option.isShared()) {
            read(option, CONFIGURATION + option.dashed(), set);
        }
        if (option.name().equals("dataSource") && HubSwitch.isOn(environment)) {
            read(option, HubSwitch.DATA_SOURCE, set);
        }
        MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(
                entries -> entries.putAll(set));
        set.values().forEach(value -> values.put(option.name(), value));
    }

    private void read(ComponentOption option, String property, Map<String, Object> set) {
        binder.bind(property, option.type())
                .ifBound(value -> set.put(property, checked(option, property, value)));
    }

    private Object checked(ComponentOption option, String property, Object value) {
        if (option.isBean()) {
            return bean(option, property, value.toString());
        }
        if (value instanceof String text
                && !option.values().isEmpty()
                && !option.values().contains(text)) {
            throw new InvalidConfigurationPropertyValueException(
                    property, text, "There are " + String.join(", ", option.values()) + ".");
        }
        return value;
    }

    /** Camel's forms are {@code #bean:name} and {@code #name}; the name alone will do. */
    private String bean(ComponentOption option, String property, String value) {
        String name = value.startsWith("#bean:") ? value.substring(6) : value;
        if (name.startsWith("#") && !name.contains(":")) {
            name = name.substring(1);
        }
        if (name.startsWith("#") || name.contains("{{")) {
            return value; // #class:…, #type:…, or Camel's placeholder: Camel looks it up
        }
        Class<?> type = ClassUtils.resolveClassName(option.javaType(), getClass().getClassLoader());
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, type)) {
            List<String> all = List.of(beans.getBeanNamesForType(type, true, false));
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    value,
                    "There is no %s bean of that name; %s."
                            .formatted(
                                    type.getSimpleName(),
                                    all.isEmpty()
                                            ? "there is none at all"
                                            : "there are: " + String.join(", ", all)));
        }
        return "#bean:" + name;
    }
}

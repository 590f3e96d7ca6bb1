package io.github.cameltimelines.springboot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The properties that there are; one that there is not is a slip of the pen, and would be lost. */
final class KnownNames {

    private final List<ConfigurationPropertyName> known;

    KnownNames(List<String> known) {
        this.known = known.stream().map(ConfigurationPropertyName::of).toList();
    }

    /**
     * Fails for the first property below that prefix that is none of these.
     *
     * @param prefix with a dot at its end
     */
    void requireOf(Environment environment, String prefix) {
        set(environment, prefix)
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(this::fail);
    }

    /**
     * What is set below that prefix. Not in the environment: Kubernetes writes there what nobody
     * asked for ({@code TIMELINES_PORT=tcp://…}).
     */
    static Stream<ConfigurationPropertyName> set(Environment environment, String prefix) {
        ConfigurationPropertyName root =
                ConfigurationPropertyName.of(prefix.substring(0, prefix.length() - 1));
        List<ConfigurationPropertyName> names = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource all
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                all.stream().filter(root::isAncestorOf).forEach(names::add);
            }
        }
        return names.stream().map(KnownNames::withoutIndex);
    }

    private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
        return name.isLastElementIndexed() ? name.getParent() : name;
    }

    private void fail(ConfigurationPropertyName name) {
        Optional<ConfigurationPropertyName> nearest =
                known.stream().min(Comparator.comparingInt(one -> distance(one, name)));
        throw new PropertyException(
                "There is no property " + name + ".",
                "Did you mean %s? Its documentation lists all that there are."
                        .formatted(nearest.orElseThrow()));
    }

    /** How many letters to change, add or leave out (Levenshtein). */
    private static int distance(ConfigurationPropertyName one, ConfigurationPropertyName other) {
        String a = one.toString();
        String b = other.toString();
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

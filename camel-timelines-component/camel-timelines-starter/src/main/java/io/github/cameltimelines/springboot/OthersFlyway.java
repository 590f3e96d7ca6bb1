package io.github.cameltimelines.springboot;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The ledger brings Flyway along, and Spring Boot would at once migrate the application's database
 * with it: make a table in it, or fail where it has tables. An application that uses Flyway has
 * migrations, or settings for it; any other is left alone.
 */
final class OthersFlyway implements EnvironmentPostProcessor, Ordered {

    private static final String ENABLED = "spring.flyway.enabled";
    private static final String MIGRATIONS = "db/migration";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (!isUsed(environment, application.getClassLoader())) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("timelinesFlyway", Map.of(ENABLED, "false")));
        }
    }

    private static boolean isUsed(ConfigurableEnvironment environment, ClassLoader classes) {
        ConfigurationPropertyName flyway = ConfigurationPropertyName.of("spring.flyway");
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(flyway) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return classes.getResource(MIGRATIONS) != null;
    }

    /** After the application's own properties have been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

package io.github.cameltimelines.springboot;

import io.github.cameltimelines.hub.HubServer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The suites of the hub run in a Spring Boot application here. */
public final class SpringHubServer implements HubServer {

    private static final Map<String, String> NAMES =
            Map.of(
                    "timelines.data", "camel.component.timelines.data-folder",
                    "timelines.datasource.url", "spring.datasource.url",
                    "timelines.datasource.username", "spring.datasource.username");

    @Override
    public Running start(Map<String, String> settings, RoutesBuilder... first) {
        Map<String, String> properties = new HashMap<>();
        properties.put("timelines.hub.enabled", "true");
        settings.forEach((name, value) -> properties.put(NAMES.getOrDefault(name, name), value));
        properties.remove("timelines.port");
        if (properties.containsKey("spring.datasource.url")) {
            properties.put("timelines.hub.data-source", "dataSource");
        }
        ConfigurableApplicationContext application = TestApplication.start(properties, first);
        return new Running(
                TestApplication.camel(application),
                "http://localhost:" + TestApplication.port(application),
                null,
                application::close);
    }
}

package io.github.cameltimelines.springboot;

import io.github.cameltimelines.HookedApplication;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** TimelinesAI's calls to a Spring Boot application. */
public final class SpringHookedApplication extends HookedApplication {

    private ConfigurableApplicationContext application;

    @Override
    public SpringHookedApplication start(RouteBuilder... routes) {
        application =
                TestApplication.start(
                        Map.of(
                                "camel.component.timelines.ledger", "memory",
                                "camel.component.timelines.webhook-secret", SECRET,
                                "camel.component.timelines.retry-schedule", "10ms,10ms"),
                        routes);
        return this;
    }

    @Override
    public int port() {
        return TestApplication.port(application);
    }

    @Override
    public void close() {
        application.close();
    }
}

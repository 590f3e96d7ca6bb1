package io.github.cameltimelines.springboot;

import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application that has nothing but its dependencies. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TestApplication {

    /** As a process of its own; its settings are arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(TestApplication.class, arguments);
    }

    /** Runs it in this JVM, on a free port. */
    static ConfigurableApplicationContext start(
            Map<String, String> properties, RoutesBuilder... routes) {
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", "0");
        all.put("camel.main.shutdown-timeout", "10");
        all.put("spring.main.banner-mode", "off");
        all.putAll(properties);
        SpringApplication application = new SpringApplication(TestApplication.class);
        application.setDefaultProperties(all);
        application.setRegisterShutdownHook(false);
        application.addInitializers(
                context -> {
                    for (int i = 0; i < routes.length; i++) {
                        context.getBeanFactory().registerSingleton("routes" + i, routes[i]);
                    }
                });
        return application.run();
    }

    /** Runs it as a process of its own, and waits until it is there. */
    static JavaProcess process(Path folder, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TestApplication.class.getName()));
        command.addAll(arguments);
        JavaProcess process = new JavaProcess(folder, command);
        process.awaitLine(line -> line.contains("Started TestApplication"));
        return process;
    }

    static int port(ConfigurableApplicationContext application) {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static CamelContext camel(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class);
    }
}

package io.github.cameltimelines.crm;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A CRM that knows whoever writes on WhatsApp, and says in TimelinesAI whose customer it is. */
@SpringBootApplication
public class CrmApplication {

    private static final int EMULATOR_PORT = 8090;

    public static void main(String[] arguments) {
        Map<String, Object> defaults = new HashMap<>();
        if (System.getenv("TIMELINES_TOKEN") == null) { // no account: an emulated TimelinesAI
            Path folder = Path.of("crm-data/emulator");
            TimelinesEmulator timelines =
                    TimelinesEmulator.builder().port(EMULATOR_PORT).dataFolder(folder).start();
            defaults.putAll(at(timelines));
        }
        start(defaults, arguments);
    }

    /** The properties that an application needs to talk to it. */
    static Map<String, Object> at(TimelinesEmulator timelines) {
        return Map.of(
                "TIMELINES_TOKEN", timelines.token(),
                "TIMELINES_BASE_URL", timelines.baseUrl(),
                "TIMELINES_PUBLIC_URL", "http://localhost:${local.server.port}");
    }

    static ConfigurableApplicationContext start(Map<String, Object> defaults, String... arguments) {
        SpringApplication application = new SpringApplication(CrmApplication.class);
        application.setDefaultProperties(defaults);
        return application.run(arguments);
    }
}

package io.github.cameltimelines.queuebridge;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that was built, with the broker and the TimelinesAI of its profile demo. */
class DemoIT {

    private static final Path JAR = Path.of("target", "queue-bridge.jar").toAbsolutePath();

    @TempDir Path directory;

    @Test
    void the_demo_answers_through_a_broker_of_its_own() throws Exception {
        int emulator = QueueBridgeTest.freePort();
        int broker = QueueBridgeTest.freePort();
        List<String> command =
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Demulator.port=" + emulator,
                        "-Dcamel.server.port=" + QueueBridgeTest.freePort(),
                        "-Dbroker.port=" + broker,
                        "-Dbroker.url=tcp://localhost:" + broker,
                        "-jar",
                        JAR.toString(),
                        "-profile",
                        "demo");
        try (JavaProcess demo = new JavaProcess(directory, command)) {
            demo.awaitLine(line -> line.contains("Registered webhook"));
            SameBot.answersAt("http://localhost:" + emulator);
        }
    }
}

package io.github.cameltimelines.hub.openapi;

import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub on a ledger that can be changed and shut down, and what its OpenAPI document says. */
abstract class DescribedHub {

    private static final String LEDGER = "jdbc:h2:mem:openapi;DB_CLOSE_DELAY=-1";

    @TempDir Path folder;
    RunningHub hub;
    Described described;

    @BeforeEach
    void start() throws Exception {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        String flow =
                "- from: {uri: 'timelines:message:received:new', steps: [throwException: {message: no, exceptionType: java.io.IOException}]}";
        Files.writeString(flows.resolve("fails.yaml"), flow);
        Files.writeString(flows.resolve("broken.yaml"), "- from: {}");
        hub =
                RunningHub.start(
                        folder,
                        Map.of(
                                "timelines.webhook-limit",
                                "2",
                                "timelines.flows",
                                flows.toString(),
                                "timelines.datasource.url",
                                LEDGER,
                                "timelines.datasource.username",
                                "sa"));
        described = new Described(hub.get("/openapi.json", null).json());
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        shutLedgerDown();
    }

    static void shutLedgerDown() throws Exception {
        sql("SHUTDOWN");
    }

    static void sql(String change) throws Exception {
        try (Connection admin = DriverManager.getConnection(LEDGER, "sa", "");
                Statement statement = admin.createStatement()) {
            statement.execute(change);
        }
    }
}

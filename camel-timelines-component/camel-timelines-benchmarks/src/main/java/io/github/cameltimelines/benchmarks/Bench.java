package io.github.cameltimelines.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What all parts share. */
record Bench(
        Databases databases, Load load, CpuClock cpu, Report report, long millis, int repetitions) {

    static final List<String> LEDGERS = List.of("H2", "PostgreSQL");

    /** The ledger's database for a run; null is an embedded one. */
    DataSource ledger(String name) throws SQLException {
        return name.equals("H2") ? null : databases.empty();
    }

    static Path folder() throws IOException {
        return Files.createTempDirectory("timelines-benchmark");
    }

    /** Until the code of both sides is compiled. */
    void warmUp(Server server, String... paths) throws Exception {
        for (int round = 0; round < 5; round++) {
            for (String path : paths) {
                load.post(server.port, path, 64, Math.max(2_000, millis), 0);
            }
        }
    }
}

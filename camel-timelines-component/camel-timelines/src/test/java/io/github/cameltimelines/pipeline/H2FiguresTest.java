package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2FiguresTest extends FiguresContract {

    @TempDir Path folder;

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.embedded(folder);
    }

    @Override
    Connection raw() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("ledger"), "timelines", "");
    }
}

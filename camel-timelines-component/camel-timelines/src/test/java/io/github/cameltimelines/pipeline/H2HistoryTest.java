package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

class H2HistoryTest extends HistoryContract {

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    @TempDir Path folder;

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.embedded(folder);
    }

    @Override
    long rowsRead(Connection connection, String sql) throws SQLException {
        try (Statement explain = connection.createStatement();
                ResultSet plan = explain.executeQuery("EXPLAIN ANALYZE " + sql)) {
            plan.next();
            Matcher scanned = SCANNED.matcher(plan.getString(1));
            long rows = 0;
            while (scanned.find()) {
                rows += Long.parseLong(scanned.group(1));
            }
            return rows;
        }
    }

    @Override
    String series() {
        return "SYSTEM_RANGE";
    }

    @Override
    String alias() {
        return "";
    }

    @Override
    String binary() {
        return "VARBINARY";
    }
}

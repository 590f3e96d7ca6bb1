package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.ledger.LedgerSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;

class PostgresHistoryIT extends HistoryContract {

    /** Rows and loops of each step of the plan. */
    private static final Pattern STEP =
            Pattern.compile("actual rows=([\\d.]+) loops=(\\d+)|Rows Removed by Filter: (\\d+)");

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }

    @Override
    long rowsRead(Connection connection, String sql) throws SQLException {
        long rows = 0;
        try (Statement explain = connection.createStatement()) {
            explain.execute("ANALYZE timelines_attempt");
            explain.execute("ANALYZE timelines_subscription_recent");
            try (ResultSet line =
                    explain.executeQuery("EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) " + sql)) {
                while (line.next()) {
                    Matcher step = STEP.matcher(line.getString(1));
                    while (step.find()) {
                        rows +=
                                step.group(3) == null
                                        ? (long)
                                                (Double.parseDouble(step.group(1))
                                                        * Long.parseLong(step.group(2)))
                                        : Long.parseLong(step.group(3));
                    }
                }
            }
        }
        return rows;
    }

    @Override
    String series() {
        return "generate_series";
    }

    @Override
    String alias() {
        return "(x)";
    }

    @Override
    String binary() {
        return "BYTEA";
    }
}

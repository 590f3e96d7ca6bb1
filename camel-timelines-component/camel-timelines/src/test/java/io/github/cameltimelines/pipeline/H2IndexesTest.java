package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill may leave an H2 file with indexes that do not fit their tables. */
class H2IndexesTest extends PipelineFixture {

    private static final String INDEXES =
            "SELECT LOWER(index_name) FROM information_schema.indexes WHERE index_type_name = 'INDEX'"
                    + " AND table_name LIKE 'TIMELINES~_%' ESCAPE '~' AND table_name NOT LIKE '%HISTORY'"
                    + " ORDER BY 1";

    @TempDir Path folder;

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.embedded(folder);
    }

    private List<String> indexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(INDEXES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Test
    void a_start_after_a_kill_makes_all_indexes_anew() throws Exception {
        pipeline.close();
        List<String> before;
        try (Connection file =
                        DriverManager.getConnection(
                                "jdbc:h2:file:" + folder.resolve("ledger"), "timelines", "");
                Statement statement = file.createStatement()) {
            before = indexes(statement);
            assertThat(before).contains("timelines_delivery_claim", "timelines_attempt_delivery");
            for (String index : before) { // as a stand-in for what a kill does to them
                statement.execute("DROP INDEX " + index);
            }
            statement.execute( // what a node that was killed leaves
                    "INSERT INTO timelines_node (node_id, beat, seen, joined) VALUES (999, 0, 0, '')");
        }
        pipeline = start();

        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(indexes(statement)).isEqualTo(before);
        }
    }
}

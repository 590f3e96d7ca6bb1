package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.LoggedAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the schema says what the DDL says, column by column, in its order. */
class SchemaPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/schema.md");
    private static final Pattern TABLE = Pattern.compile("## (timelines_\\w+)");
    private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\|.*");

    @Test
    void the_page_names_all_tables_and_columns_of_the_ledger() throws Exception {
        assertThat(described()).isEqualTo(made());
    }

    @Test
    void the_page_names_the_fields_of_the_log_in_their_order() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("### The log as text");
        assertThat(columns(page.substring(from, page.indexOf("### Lists"))))
                .containsExactly(LoggedAttempt.HEADER.split("\t"));
    }

    private static Map<String, List<String>> described() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^(?=## )")) {
            Matcher table = TABLE.matcher(section);
            if (table.lookingAt()) {
                tables.put(table.group(1), columns(section));
            }
        }
        return tables;
    }

    private static List<String> columns(String section) {
        return section.lines()
                .map(COLUMN::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
    }

    private static Map<String, List<String>> made() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Ledger ledger = Ledger.open(LedgerSettings.memory(), Clock.systemUTC());
                Connection connection = ledger.connect();
                ResultSet column =
                        connection.getMetaData().getColumns(null, null, "TIMELINES_%", "%")) {
            while (column.next()) {
                tables.computeIfAbsent(
                                column.getString("TABLE_NAME").toLowerCase(Locale.ROOT),
                                any -> new ArrayList<>())
                        .add(column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        tables.keySet().removeIf(name -> name.equals("timelines_schema_history"));
        return tables;
    }
}

package io.github.cameltimelines.pipeline;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** All that stands in the tables of a ledger, as text: every column of every row. */
final class TableDump {

    private TableDump() {}

    static String of(DataSource ledger) throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = ledger.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection.getMetaData())) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        dump.append(table);
                        for (int column = 1; column <= columns; column++) {
                            Object value = row.getObject(column);
                            dump.append('\t')
                                    .append(
                                            value instanceof byte[] bytes
                                                    ? new String(bytes, StandardCharsets.UTF_8)
                                                    : value);
                        }
                        dump.append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }

    private static List<String> tables(DatabaseMetaData all) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet table =
                all.getTables(null, null, null, new String[] {"TABLE", "BASE TABLE"})) {
            while (table.next()) {
                String name = table.getString("TABLE_NAME");
                if (name.toLowerCase(Locale.ROOT).startsWith("timelines_")) {
                    tables.add('"' + name + '"');
                }
            }
        }
        return tables;
    }
}

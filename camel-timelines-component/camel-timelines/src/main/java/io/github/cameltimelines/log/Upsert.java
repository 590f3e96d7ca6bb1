package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The SQL that inserts a batch of rows, one array for each column, and changes those that are
 * there. Where several nodes may have the same rows, the batch is to be in the order of the key, so
 * that no two wait for each other.
 */
final class Upsert {

    private Upsert() {}

    /**
     * @param columns as {@code name TYPE}, all that the table has, the key first
     * @param set what becomes of a row ({@code there}) that the batch ({@code new}) has, too
     */
    static String sql(Dialect dialect, String table, String set, String... columns) {
        String names = names("", columns);
        String batch =
                Arrays.stream(columns)
                        .map(column -> "CAST(? AS " + column.split(" ")[1] + " ARRAY)")
                        .collect(
                                Collectors.joining(
                                        ", ", "SELECT * FROM UNNEST(", ") AS new(" + names + ")"));
        String key = columns[0].split(" ")[0];
        return dialect == Dialect.POSTGRESQL
                ? "INSERT INTO %s AS there (%s) %s ON CONFLICT (%s) DO UPDATE SET %s"
                        .formatted(table, names, batch, key, set.replace("new.", "excluded."))
                : "MERGE INTO %s AS there USING (%s) AS new ON there.%s = new.%s"
                                .formatted(table, batch, key, key)
                        + " WHEN MATCHED THEN UPDATE SET "
                        + set
                        + " WHEN NOT MATCHED THEN INSERT VALUES ("
                        + names("new.", columns)
                        + ")";
    }

    private static String names(String prefix, String... columns) {
        return Arrays.stream(columns)
                .map(column -> prefix + column.split(" ")[0])
                .collect(Collectors.joining(", "));
    }
}

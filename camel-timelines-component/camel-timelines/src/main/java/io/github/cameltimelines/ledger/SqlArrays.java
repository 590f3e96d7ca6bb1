package io.github.cameltimelines.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Binds a column of a batch as one SQL array, so that a batch is one statement on H2 and PostgreSQL
 * alike.
 */
public final class SqlArrays {

    private SqlArrays() {}

    public static <T> void bigints(
            PreparedStatement to, int index, List<T> rows, Function<T, Long> column)
            throws SQLException {
        set(to, index, "bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    public static <T> void integers(
            PreparedStatement to, int index, List<T> rows, Function<T, Integer> column)
            throws SQLException {
        set(to, index, "integer", rows.stream().map(column).toArray(Integer[]::new));
    }

    public static <T> void smallints(
            PreparedStatement to, int index, List<T> rows, Function<T, Short> column)
            throws SQLException {
        set(to, index, "smallint", rows.stream().map(column).toArray(Short[]::new));
    }

    public static <T> void texts(
            PreparedStatement to, int index, List<T> rows, Function<T, String> column)
            throws SQLException {
        set(to, index, "varchar", rows.stream().map(column).toArray(String[]::new));
    }

    public static <T> void uuids(
            PreparedStatement to, int index, List<T> rows, Function<T, UUID> column)
            throws SQLException {
        set(to, index, "uuid", rows.stream().map(column).toArray(UUID[]::new));
    }

    public static <T> void bytes(
            PreparedStatement to, int index, List<T> rows, Function<T, byte[]> column)
            throws SQLException {
        set(to, index, "bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    private static void set(PreparedStatement to, int index, String type, Object[] values)
            throws SQLException {
        to.setArray(index, to.getConnection().createArrayOf(type, values));
    }
}

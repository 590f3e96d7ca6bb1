package io.github.cameltimelines.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.support.SqlValue;

/**
 * Binds a column of a batch as one SQL array, so that a batch is one statement on H2 and PostgreSQL
 * alike.
 */
public final class SqlArrays {

    private SqlArrays() {}

    /**
     * Reads a batch of rows: one parameter for each column, an array of that type. PostgreSQL keeps
     * what a function in FROM answers in a table of its own before it reads it, payloads and all.
     * In the list of columns it takes row after row, which H2 cannot.
     *
     * @param types as the database calls them
     */
    public static String select(Dialect dialect, String... types) {
        Stream<String> arrays = Arrays.stream(types).map(type -> "CAST(? AS " + type + " ARRAY)");
        return dialect == Dialect.POSTGRESQL
                ? arrays.collect(Collectors.joining("), UNNEST(", "SELECT UNNEST(", ")"))
                : arrays.collect(Collectors.joining(", ", "SELECT * FROM UNNEST(", ")"));
    }

    public static <T> void bigints(
            PreparedStatement to, int index, List<T> rows, Function<T, Long> column)
            throws SQLException {
        set(to, index, "bigint", column(rows, column, new Long[rows.size()]));
    }

    /** The same as a parameter of Spring's templates. */
    public static SqlValue bigints(List<Long> values) {
        return new SqlValue() {
            @Override
            public void setValue(PreparedStatement to, int index) throws SQLException {
                bigints(to, index, values, value -> value);
            }

            @Override
            public void cleanup() {}
        };
    }

    public static <T> void integers(
            PreparedStatement to, int index, List<T> rows, Function<T, Integer> column)
            throws SQLException {
        set(to, index, "integer", column(rows, column, new Integer[rows.size()]));
    }

    public static <T> void smallints(
            PreparedStatement to, int index, List<T> rows, Function<T, Short> column)
            throws SQLException {
        set(to, index, "smallint", column(rows, column, new Short[rows.size()]));
    }

    public static <T> void booleans(
            PreparedStatement to, int index, List<T> rows, Function<T, Boolean> column)
            throws SQLException {
        set(to, index, "boolean", column(rows, column, new Boolean[rows.size()]));
    }

    public static <T> void texts(
            PreparedStatement to, int index, List<T> rows, Function<T, String> column)
            throws SQLException {
        set(to, index, "varchar", column(rows, column, new String[rows.size()]));
    }

    public static <T> void uuids(
            PreparedStatement to, int index, List<T> rows, Function<T, UUID> column)
            throws SQLException {
        set(to, index, "uuid", column(rows, column, new UUID[rows.size()]));
    }

    public static <T> void bytes(
            PreparedStatement to, int index, List<T> rows, Function<T, byte[]> column)
            throws SQLException {
        set(to, index, "bytea", column(rows, column, new byte[rows.size()][]));
    }

    private static <T, C> C[] column(List<T> rows, Function<T, C> column, C[] values) {
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(rows.get(row));
        }
        return values;
    }

    private static void set(PreparedStatement to, int index, String type, Object[] values)
            throws SQLException {
        to.setArray(index, to.getConnection().createArrayOf(type, values));
    }
}

package io.github.cameltimelines.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The databases that the ledger speaks. Each has a folder of DDL and a variant of every batch
 * statement.
 */
public enum Dialect {
    H2("db/h2/"),
    POSTGRESQL("db/postgresql/");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** Where the DDL of this database lies on the class path. */
    String folder() {
        return folder;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> POSTGRESQL;
            default ->
                    throw new IllegalArgumentException(
                            "The dataSource is "
                                    + product
                                    + "; the ledger needs H2 or PostgreSQL. Name another dataSource,"
                                    + " or none for the embedded ledger.");
        };
    }
}

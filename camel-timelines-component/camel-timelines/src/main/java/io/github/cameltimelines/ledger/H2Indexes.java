package io.github.cameltimelines.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The indexes of an H2 ledger, which a kill may leave wrong. H2 takes the roots of its maps one
 * after the other when it writes; a change in between may reach the file in the table and not in
 * the index, and each query over it fails then ("row not found in primary index", seen after one
 * kill in 50).
 */
public final class H2Indexes {

    private static final Pattern INDEX = Pattern.compile("CREATE INDEX (\\w+) ON [^;]+");

    private H2Indexes() {}

    /** Makes all of them anew, those of keys excepted: a second or two for a million rows. */
    public static void rebuild(Connection connection) throws SQLException {
        try (Statement ddl = connection.createStatement()) {
            for (Matcher index = INDEX.matcher(Schema.text(Dialect.H2)); index.find(); ) {
                ddl.execute("DROP INDEX IF EXISTS " + index.group(1));
                ddl.execute(index.group());
            }
        }
    }
}

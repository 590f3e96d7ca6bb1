package io.github.cameltimelines.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Brings a database to the current schema, with Flyway and a history table of our own.
 *
 * <p>The scripts are listed here instead of being found by scanning, because a class path cannot be
 * scanned in OSGi bundles and in nested jars.
 */
final class Schema {

    static final String HISTORY = "timelines_schema_history";

    /**
     * Several nodes may start at once on an empty database. Flyway's own lock is one on its table,
     * which is not there yet: one of them finds it made, and empty, and gives up.
     */
    private static final String LOCK =
            "SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(8388357231450615397)";

    private static final List<String> SCRIPTS = List.of("V1__ledger.sql");

    private Schema() {}

    static void migrate(DataSource dataSource, Dialect dialect) throws SQLException {
        if (dialect != Dialect.POSTGRESQL) {
            migrateAlone(dataSource, dialect);
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute(LOCK);
                migrateAlone(dataSource, dialect);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private static void migrateAlone(DataSource dataSource, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(false)
                .resourceProvider(new Scripts(dialect))
                .load()
                .migrate();
    }

    /** All statements that made the schema, in their order. */
    static String text(Dialect dialect) {
        return SCRIPTS.stream()
                .map(name -> new Script(dialect.folder(), name).text())
                .collect(Collectors.joining("\n"));
    }

    private record Scripts(Dialect dialect) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return SCRIPTS.contains(name) ? new Script(dialect.folder(), name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return SCRIPTS.stream()
                    .filter(name -> name.startsWith(prefix))
                    .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
                    .<LoadableResource>map(name -> new Script(dialect.folder(), name))
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final String folder;
        private final String name;

        Script(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        @Override
        public Reader read() {
            InputStream script = Schema.class.getClassLoader().getResourceAsStream(folder + name);
            if (script == null) {
                throw new UncheckedIOException(new java.io.FileNotFoundException(folder + name));
            }
            return new InputStreamReader(script, StandardCharsets.UTF_8);
        }

        String text() {
            try (Reader script = read()) {
                StringWriter text = new StringWriter();
                script.transferTo(text);
                return text.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return folder + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return folder + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}

package io.github.cameltimelines.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where the ledger is kept.
 *
 * @param dataSource an H2 or PostgreSQL database of the user's; null for the embedded one
 * @param folder folder of the embedded H2 file, default {@code timelines-data}
 * @param inMemory an embedded ledger that is gone with the JVM, for tests
 * @param lease how long a node may be silent before the others take over what it holds, default 10
 *     s, at least 1 s
 */
public record LedgerSettings(DataSource dataSource, Path folder, boolean inMemory, Duration lease) {

    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

    public LedgerSettings {
        Objects.requireNonNull(folder, "folder");
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lease is " + lease + "; it must be 1 s or more");
        }
    }

    /** The folder, where the ledger is an embedded file. */
    public Optional<Path> file() {
        return dataSource == null && !inMemory ? Optional.of(folder) : Optional.empty();
    }

    /** An embedded ledger in {@code folder}. */
    public static LedgerSettings embedded(Path folder) {
        return new LedgerSettings(null, folder, false, DEFAULT_LEASE);
    }

    /** A ledger in the user's own database. */
    public static LedgerSettings in(DataSource dataSource, Duration lease) {
        return new LedgerSettings(dataSource, Path.of("timelines-data"), false, lease);
    }

    /** A ledger that is gone with the JVM. */
    public static LedgerSettings memory() {
        return new LedgerSettings(null, Path.of("timelines-data"), true, DEFAULT_LEASE);
    }
}

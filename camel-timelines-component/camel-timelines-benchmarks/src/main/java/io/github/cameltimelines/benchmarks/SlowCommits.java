package io.github.cameltimelines.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A database whose commits take longer: explicit ones, and those of single statements. */
final class SlowCommits {

    private final DataSource dataSource;
    private final long addedNs;

    SlowCommits(DataSource dataSource, long addedMs) {
        this.dataSource = dataSource;
        this.addedNs = TimeUnit.MILLISECONDS.toNanos(addedMs);
    }

    DataSource proxy() {
        return Proxies.of(
                DataSource.class,
                (any, method, arguments) -> {
                    Object result = Proxies.call(dataSource, method, arguments);
                    return result instanceof Connection connection ? slow(connection) : result;
                });
    }

    private Connection slow(Connection connection) {
        return Proxies.of(
                Connection.class,
                (any, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        pause();
                    }
                    Object result = Proxies.call(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? slow(connection, statement)
                            : result;
                });
    }

    private PreparedStatement slow(Connection connection, PreparedStatement statement) {
        return Proxies.of(
                PreparedStatement.class,
                (any, method, arguments) -> {
                    if (method.getName().equals("executeUpdate") && connection.getAutoCommit()) {
                        pause();
                    }
                    return Proxies.call(statement, method, arguments);
                });
    }

    private void pause() {
        long end = System.nanoTime() + addedNs;
        long left;
        while ((left = end - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }
}

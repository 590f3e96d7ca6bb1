package io.github.cameltimelines.benchmarks;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Counts what a database is asked to do: statements, each of a JDBC batch, and commits and
 * rollbacks, which are statements, too.
 */
final class StatementCount {

    private final AtomicLong count = new AtomicLong();

    long count() {
        return count.get();
    }

    DataSource around(DataSource dataSource) {
        return Proxies.of(
                DataSource.class,
                (any, method, arguments) -> {
                    Object result = Proxies.call(dataSource, method, arguments);
                    return result instanceof Connection connection ? around(connection) : result;
                });
    }

    private Connection around(Connection connection) {
        return Proxies.of(
                Connection.class,
                (any, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("commit") || name.equals("rollback")) {
                        count.incrementAndGet();
                    }
                    Object result = Proxies.call(connection, method, arguments);
                    return result instanceof Statement statement
                            ? around(statement, method.getReturnType().asSubclass(Statement.class))
                            : result;
                });
    }

    private <S extends Statement> S around(Statement statement, Class<S> type) {
        return Proxies.of(
                type,
                (any, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("addBatch")
                            || name.startsWith("execute") && !name.endsWith("Batch")) {
                        count.incrementAndGet();
                    }
                    return Proxies.call(statement, method, arguments);
                });
    }
}

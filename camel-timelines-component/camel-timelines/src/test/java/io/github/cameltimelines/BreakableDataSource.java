package io.github.cameltimelines;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that goes away on demand, for new connections and for those in use. */
final class BreakableDataSource extends DelegatingDataSource {

    private volatile boolean broken;

    BreakableDataSource(DataSource database) {
        super(database);
    }

    void fail() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    void repair() {
        broken = false;
    }

    private void check() throws SQLException {
        if (broken) {
            throw new SQLException("connection refused", "08001");
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        check();
        Connection connection = super.getConnection();
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (!method.getName().equals("close")) {
                                check();
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}

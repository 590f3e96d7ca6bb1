package io.github.cameltimelines.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be away: its connections break and new ones are refused. */
final class FaultyDataSource extends DelegatingDataSource {

    private final Set<Connection> given = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    FaultyDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLException("the test has taken the database away", "08001");
        }
        Connection connection = super.getConnection();
        given.add(connection);
        return connection;
    }

    void goAway() throws SQLException {
        away = true;
        for (Connection connection : given) {
            connection.close();
        }
        given.clear();
    }

    void comeBack() {
        away = false;
    }
}

package io.github.cameltimelines.pipeline;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** In memory: a file admits one transaction at a time, and would stop them all. */
class H2RestartOvertakingTest extends RestartOvertakingContract {

    private final DataSource database =
            JdbcConnectionPool.create(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "timelines", "");

    @Override
    DataSource dataSource() {
        return database;
    }
}

package io.github.cameltimelines.pipeline;

import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;

class PostgresRestartOvertakingIT extends RestartOvertakingContract {

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    DataSource dataSource() {
        return database.pool;
    }
}

package io.github.cameltimelines.pipeline;

import javax.sql.DataSource;

class H2RestartOvertakingTest extends RestartOvertakingContract {

    private final DataSource database = inMemory();

    @Override
    DataSource dataSource() {
        return database;
    }
}

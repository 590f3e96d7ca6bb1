package io.github.cameltimelines.pipeline;

import javax.sql.DataSource;

class H2PoolOvertakingTest extends PoolOvertakingContract {

    private final DataSource database = inMemory();

    @Override
    DataSource dataSource() {
        return database;
    }
}

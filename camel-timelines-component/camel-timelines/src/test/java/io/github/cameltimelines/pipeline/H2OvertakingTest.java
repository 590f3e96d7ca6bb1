package io.github.cameltimelines.pipeline;

import javax.sql.DataSource;

class H2OvertakingTest extends OvertakingContract {

    private final DataSource database = inMemory();

    @Override
    DataSource dataSource() {
        return database;
    }
}

package io.github.cameltimelines.pipeline;

import javax.sql.DataSource;

class H2AcknowledgementTest extends AcknowledgementContract {

    private final DataSource database = inMemory();

    @Override
    DataSource dataSource() {
        return database;
    }
}

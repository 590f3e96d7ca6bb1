package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.ledger.LedgerSettings;
import org.junit.jupiter.api.AutoClose;

class PostgresStopIT extends StopContract {

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }
}

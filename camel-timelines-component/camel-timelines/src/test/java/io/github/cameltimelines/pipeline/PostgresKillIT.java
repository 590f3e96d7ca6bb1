package io.github.cameltimelines.pipeline;

class PostgresKillIT extends KillContract {

    @Override
    String ledger() {
        return PostgresServer.url(PostgresServer.emptyDatabase());
    }
}

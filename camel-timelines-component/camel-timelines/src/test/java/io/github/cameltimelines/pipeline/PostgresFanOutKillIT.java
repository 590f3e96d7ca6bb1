package io.github.cameltimelines.pipeline;

class PostgresFanOutKillIT extends FanOutKillContract {

    private final String url = PostgresServer.url(PostgresServer.emptyDatabase());

    @Override
    String ledger() {
        return url;
    }

    @Override
    String jdbcUrl() {
        return url;
    }

    @Override
    String user() {
        return "postgres";
    }
}

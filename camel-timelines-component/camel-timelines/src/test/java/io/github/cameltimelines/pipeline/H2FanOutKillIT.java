package io.github.cameltimelines.pipeline;

class H2FanOutKillIT extends FanOutKillContract {

    @Override
    String ledger() {
        return folder.resolve("ledger").toString();
    }

    @Override
    String jdbcUrl() {
        return "jdbc:h2:file:" + folder.resolve("ledger").resolve("ledger").toAbsolutePath();
    }

    @Override
    String user() {
        return "timelines";
    }
}

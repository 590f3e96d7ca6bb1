package io.github.cameltimelines.pipeline;

class H2KillIT extends KillContract {

    @Override
    String ledger() {
        return folder.resolve("ledger").toString();
    }
}

package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.ledger.LedgerSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StopTest extends StopContract {

    @TempDir Path folder;

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.embedded(folder);
    }
}

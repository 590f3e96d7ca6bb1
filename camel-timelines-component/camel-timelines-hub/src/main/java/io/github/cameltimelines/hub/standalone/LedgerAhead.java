package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.TimelinesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Has the ledger opened while Camel makes routes and the HTTP server starts. */
final class LedgerAhead extends MainListenerSupport {

    @Override
    public void afterConfigure(BaseMainSupport main) {
        main.getCamelContext()
                .getComponent("timelines", TimelinesComponent.class)
                .openLedgerAhead();
    }
}

package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * Asks whether a replay is meant.
 *
 * @param what it would resend, in words
 * @param deliveries how many that are
 * @param skipped how many it would pass over
 * @param complete whether all were counted
 * @param chosen their ids; empty where the filter says which
 */
@JStache(path = "delivery/confirm")
record ConfirmPage(
        Frame frame,
        String what,
        long deliveries,
        long skipped,
        boolean complete,
        List<String> chosen,
        DeliveryFilter filter) {

    boolean isNothing() {
        return deliveries == 0 && complete;
    }

    String listQuery() {
        return filter.isAny() ? "?" + filter.query().substring(1) : "";
    }

    boolean isOne() {
        return deliveries == 1;
    }

    boolean isSome() {
        return skipped > 0;
    }

    /** What the progress is measured by; 0 for nothing where not all were counted. */
    long expected() {
        return complete ? deliveries + skipped : 0;
    }
}

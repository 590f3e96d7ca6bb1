package io.github.cameltimelines.hub.console.flow;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/** All flows. */
@JStache(path = "flow/list")
record FlowsPage(Frame frame, FlowTable table) {

    /** What is shown anew every few seconds. */
    @JStache(path = "flow/table")
    record FlowTable(List<FlowRow> rows) {
        boolean any() {
            return !rows.isEmpty();
        }
    }
}

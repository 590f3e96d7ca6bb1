package io.github.cameltimelines.hub.console.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Visit;
import io.github.cameltimelines.hub.console.flow.FlowsPage.FlowTable;
import java.util.stream.StreamSupport;

/** The flows that the hub loaded. Nothing is changed here: what is run stands on its disk. */
public final class FlowPages extends ConsoleRoutes {

    public FlowPages(Console console) {
        super(console, "flows", "Shows how the flows do");
    }

    @Override
    protected void pages() {
        get("flows", this::list);
    }

    private void list(Visit visit) throws Exception {
        JsonNode flows = visit.get(HubPaths.HUB_API + "/flows").path("data");
        FlowTable table =
                new FlowTable(
                        StreamSupport.stream(flows.spliterator(), false).map(FlowRow::of).toList());
        if (visit.isPart()) {
            visit.show(out -> FlowTableRenderer.of().execute(table, out));
            return;
        }
        FlowsPage page = new FlowsPage(visit.frame("Flows"), table);
        visit.show(out -> FlowsPageRenderer.of().execute(page, out));
    }
}

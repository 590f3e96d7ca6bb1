package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Visit;

/** The first page. To be added last: it answers what no other page of the console does. */
public final class OverviewPages extends ConsoleRoutes {

    public OverviewPages(Console console) {
        super(console, "", "Shows how the hub is doing");
    }

    @Override
    protected void pages() {
        get("", this::show);
    }

    private void show(Visit visit) {
        OverviewPage page = new OverviewPage(visit.frame("Overview"));
        visit.show(out -> OverviewPageRenderer.of().execute(page, out));
    }
}

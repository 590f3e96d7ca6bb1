package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Visit;

/** The first page. To be added last: it answers what no other page of the console does. */
public final class OverviewPages extends ConsoleRoutes {

    private final TimelinesComponent component;
    private final String componentName;

    /**
     * @param componentName of the component in the Camel context
     */
    public OverviewPages(Console console, TimelinesComponent component, String componentName) {
        super(console, "", "Shows how the hub is doing");
        this.component = component;
        this.componentName = componentName;
    }

    @Override
    protected void pages() {
        get("", this::show);
    }

    private void show(Visit visit) {
        OverviewPage page =
                OverviewPage.of(
                        visit.frame("Overview"),
                        new Traffic(component.pipeline(), visit.workspaceId()),
                        HealthRow.all(visit.camel(), componentName));
        visit.show(out -> OverviewPageRenderer.of().execute(page, out));
    }
}

package io.github.cameltimelines.hub;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.inbox.Door;
import io.github.cameltimelines.inbox.Doors;
import io.github.cameltimelines.inbox.HttpAnswer;
import io.github.cameltimelines.inbox.Reception;
import io.github.cameltimelines.workspace.Workspace;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What of the hub is no route: opens the ledger, sees to it that the first workspace can be used,
 * and opens the door that TimelinesAI calls. A service, so that it starts after the HTTP server and
 * before the routes.
 */
final class HubService extends ServiceSupport {

    private final CamelContext context;
    private final TimelinesComponent component;
    private final HubSettings settings;
    private final PrintStream out;
    private final Reception reception = new Reception(this::intakeOf);
    private Door door;

    HubService(
            CamelContext context,
            TimelinesComponent component,
            HubSettings settings,
            PrintStream out) {
        this.context = context;
        this.component = component;
        this.settings = settings;
        this.out = out;
    }

    @Override
    protected void doStart() throws Exception {
        HubSettings.Keep keep = settings.keep();
        component.pipeline().inbox().dropRepetitionsFor(keep.window(), keep.hashedWindow());
        component.pipeline().retention().handOver(keep.ages());
        FirstAccess access =
                FirstAccess.to(component.pipeline().workspaces(), settings.bootstrap());
        door = Doors.open(context, HubPaths.HOOKS, reception);
        access.tellOnce(settings.publicUrl() == null ? "" : settings.publicUrl(), out);
    }

    /** What stands behind the hooks. */
    Reception reception() {
        return reception;
    }

    @Override
    protected void doStop() throws Exception {
        if (door != null) {
            door.close();
            door = null;
        }
    }

    private Optional<Reception.Intake> intakeOf(String secret) {
        return component
                .pipeline()
                .workspaces()
                .byHookSecret(secret)
                .map(workspace -> (body, answer) -> take(workspace, body, answer));
    }

    private void take(Workspace workspace, byte[] body, Consumer<HttpAnswer> answer) {
        ServiceStatus status = context.getStatus();
        if (!status.isStarted()) {
            answer.accept(HttpAnswer.unavailable("the hub is starting or stopping"));
            return;
        }
        component
                .pipeline()
                .inbox()
                .accept(
                        body,
                        workspace.id(),
                        workspace.name(),
                        acceptance -> answer.accept(HttpAnswer.of(acceptance)));
    }
}

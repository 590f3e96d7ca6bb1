package io.github.cameltimelines.hub.console;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;

import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;

/** A hub with a console, somebody signed in, a receiver, and somebody of another workspace. */
public record ConsoleFixture(
        RunningHub hub,
        Receiver receiver,
        History history,
        ConsoleClient console,
        ConsoleClient stranger)
        implements AutoCloseable {

    private static final String API = "/hub/api/v1";

    public static ConsoleFixture of(RunningHub hub) throws Exception {
        int other =
                hub.send("POST", API + "/workspaces", ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .intValue();
        String wish = "{\"name\":\"eve\",\"workspace_id\":%d}".formatted(other);
        String foreign =
                hub.send("POST", API + "/tokens", ADMIN, wish).data().get("token").asText();
        return new ConsoleFixture(
                hub,
                new Receiver(),
                new History(hub),
                new ConsoleClient(hub).signIn(),
                new ConsoleClient(hub).signIn(foreign));
    }

    @Override
    public void close() {
        hub.close();
        receiver.close();
    }
}

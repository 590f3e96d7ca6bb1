package io.github.cameltimelines.hub.flow;

import static io.github.cameltimelines.hub.flow.FlowFixture.PATIENCE;
import static io.github.cameltimelines.hub.flow.FlowFixture.flow;
import static io.github.cameltimelines.hub.flow.FlowFixture.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of routes, while the hub runs. Each test has files and event types of its own. */
class FlowsTest {

    @TempDir static Path at;
    private static FlowFixture flows;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createDirectories(at.resolve("flows"));
        Files.writeString(folder.resolve("there.yaml"), telling("message:received:new"));
        Files.writeString(folder.resolve("broken-from-the-start.yaml"), "- from:\n    urx: a:b\n");
        flows =
                new FlowFixture(
                        at,
                        Map.of("camel.component.timelines.configuration.apiToken", "of-no-use"));
    }

    @AfterAll
    static void stop() {
        flows.close();
    }

    @Test
    void a_flow_gets_the_events_of_the_hub_and_a_broken_one_keeps_none_from_it() throws Exception {
        flows.event("message:received:new", "u-1");
        flows.isTold("there u-1");
        flows.shows("there.yaml", "events_in", "1");
        JsonNode there = flows.flow("there");
        assertThat(there.get("state").asText()).isEqualTo("running");
        assertThat(there.get("routes").toString())
                .isEqualTo(
                        "[{\"id\":\"there\",\"from\":\"timelines://message:received:new\",\"state\":\"started\"}]");
        assertThat(there.has("last_error")).isFalse();
        JsonNode broken = flows.flow("broken-from-the-start.yaml");
        assertThat(broken.get("state").asText()).isEqualTo("failed");
        assertThat(broken.get("last_error").get("line").intValue()).isEqualTo(2);
        assertThat(broken.get("last_error").get("message").asText()).contains("urx");
    }

    @Test
    void a_new_file_starts_a_changed_one_replaces_its_routes_and_only_those() throws Exception {
        String there = flows.loadedAt("there.yaml");
        flows.write(
                "two.yaml",
                telling("chat:new")
                        + "- route:\n    id: by-its-id\n    from:\n      uri: timelines:chat:created\n"
                        + "      steps:\n        - process: {ref: told}\n");
        flows.shows("two.yaml", "state", "running");
        assertThat(flows.flow("two.yaml").get("routes")).hasSize(2);
        String first = flows.loadedAt("two.yaml");
        flows.write("two.yaml", telling("chat:incoming:new"));
        flows.wasLoadedAfter("two.yaml", first);
        assertThat(flows.flow("two.yaml").get("routes").toString())
                .contains("chat:incoming:new")
                .doesNotContain("by-its-id");
        assertThat(flows.hub.camel().getRoute("by-its-id")).isNull();
        flows.event("chat:incoming:new", "u-2");
        flows.isTold("two u-2");
        assertThat(flows.loadedAt("there.yaml")).isEqualTo(there);
    }

    @Test
    void while_a_new_version_is_broken_the_old_one_runs() throws Exception {
        flows.write("kept.yaml", telling("message:sent:new"));
        flows.shows("kept.yaml", "state", "running");
        flows.write("kept.yaml", "- from:\n    uri: timelines:message:sent:new\n    stepz: []\n");
        flows.shows("kept.yaml", "current", "false");
        JsonNode parsed = flows.flow("kept.yaml").get("last_error");
        assertThat(parsed.get("line").intValue()).as(parsed.toString()).isEqualTo(3);
        flows.event("message:sent:new", "u-3");
        flows.isTold("kept u-3");
        flows.write(
                "kept.yaml",
                flow(
                        "message:sent:new",
                        "choice:\n          when:\n            - simple: \"${body} != null\"\n"
                                + "              steps:\n                - to:\n"
                                + "                    uri: nothing-of-the-kind:x"));
        await().atMost(PATIENCE)
                .until(() -> flows.flow("kept.yaml").get("last_error").get("line").intValue() == 9);
        assertThat(flows.flow("kept.yaml").get("last_error").get("message").asText())
                .contains("nothing-of-the-kind");
        assertThat(flows.flow("kept.yaml").get("state").asText()).isEqualTo("running");
        flows.event("message:sent:new", "u-4");
        flows.isTold("kept u-4");
        flows.write("kept.yaml", telling("message:sent:new"));
        flows.shows("kept.yaml", "current", "true");
    }

    @Test
    void a_route_id_that_another_file_has_is_refused_and_both_are_named() throws Exception {
        String route =
                "- route:\n    id: same\n    from:\n      uri: timelines:%s\n      steps:\n"
                        + "        - process: {ref: told}\n";
        flows.write("same-a.yaml", route.formatted("whatsapp:account:suspended"));
        flows.shows("same-a.yaml", "state", "running");
        flows.write("same-b.yaml", route.formatted("whatsapp:account:resumed"));
        flows.shows("same-b.yaml", "state", "failed");
        JsonNode error = flows.flow("same-b.yaml").get("last_error");
        assertThat(error.get("file").asText()).isEqualTo("same-b.yaml");
        assertThat(error.get("line").intValue()).isEqualTo(4);
        assertThat(error.get("message").asText()).contains("'same'", "same-a.yaml");
        Files.delete(flows.folder.resolve("same-a.yaml"));
        flows.shows("same-b.yaml", "state", "running");
        flows.write("hubs.yaml", route.replace("id: same", "id: timelines-deliver").formatted("x"));
        flows.shows("hubs.yaml", "state", "failed");
        assertThat(flows.flow("hubs.yaml").get("last_error").get("message").asText())
                .contains("'timelines-deliver'", "no flow");
    }

    @Test
    void a_removed_file_stops_and_put_back_gets_what_came_meanwhile() throws Exception {
        flows.write("back.yaml", telling("chat:responsible:assigned"));
        flows.shows("back.yaml", "state", "running");
        Files.delete(flows.folder.resolve("back.yaml"));
        await().atMost(PATIENCE).until(() -> flows.hub.camel().getRoute("back") == null);
        assertThat(flows.hub.get("/hub/api/v1/flows/back.yaml").status()).isEqualTo(404);
        flows.event("chat:responsible:assigned", "u-5");
        flows.write("back.yaml", telling("chat:responsible:assigned"));
        flows.isTold("back u-5");
        Files.delete(flows.folder.resolve("back.yaml"));
        await().atMost(PATIENCE).until(() -> flows.hub.camel().getRoute("back") == null);
        assertThat(subscribed("back")).isTrue();
        try (Connection ledger = flows.hub.pipeline().ledger().connect();
                Statement past = ledger.createStatement()) { // a day later
            past.execute("UPDATE timelines_flow SET seen_at_ms = 1 WHERE file = 'back.yaml'");
            ledger.commit();
        }
        flows.write("note.yaml", telling("whatsapp:account:disconnected"));
        await().atMost(PATIENCE).until(() -> !subscribed("back"));
        assertThat(subscribed("there")).isTrue();
    }

    private static boolean subscribed(String name) {
        return flows.hub.pipeline().subscriptions().all().stream()
                .anyMatch(subscription -> subscription.name().equals(name));
    }

    @Test
    void the_flow_of_the_guide_runs() throws Exception {
        String page = Files.readString(Path.of("../../docs/how-to/write-a-flow.md"));
        flows.write("hours.yaml", page.split("```yaml\n")[1].split("```")[0]);
        flows.shows("hours.yaml", "state", "running");
    }

    @Test
    void an_event_that_fails_is_tried_again_and_the_step_is_named() throws Exception {
        flows.write(
                "fails.yaml",
                flow(
                        "chat:outgoing:new",
                        "setProperty: {name: a, simple: b}",
                        "process: {ref: told}"));
        flows.shows("fails.yaml", "state", "running");
        flows.failing = true;
        flows.event("chat:outgoing:new", "u-6");
        flows.shows(
                "fails.yaml", "events_failed", "2"); // the second after 100 ms, a third in an hour
        flows.failing = false;
        JsonNode error = flows.flow("fails.yaml").get("last_error");
        assertThat(error.get("kind").asText()).isEqualTo("run");
        assertThat(error.get("line").intValue()).as(error.toString()).isEqualTo(5);
        assertThat(error.get("route").asText()).isEqualTo("fails");
        assertThat(error.get("message").asText()).contains("nobody listens");
        assertThat(flows.flow("fails.yaml").get("state").asText()).isEqualTo("running");
    }

    @Test
    void what_is_no_route_of_the_file_alone_is_refused() throws Exception {
        flows.write("rest.yaml", "- rest:\n    path: /x\n    get:\n      - to: direct:x\n");
        flows.write("empty.yaml", "\n");
        flows.write("text.yaml", "hello\n");
        flows.write(".hidden.yaml", "hello\n");
        flows.write("notes.txt", "hello\n");
        flows.shows("rest.yaml", "state", "failed");
        flows.shows("empty.yaml", "state", "failed");
        flows.shows("text.yaml", "state", "failed");
        assertThat(flows.flow("rest.yaml").get("last_error").get("message").asText())
                .contains("platform-http:");
        assertThat(flows.hub.get("/hub/api/v1/flows", RunningHub.ADMIN).text())
                .doesNotContain("notes.txt", ".hidden");
    }
}

package io.github.cameltimelines.hub.workspace;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces, tokens, and the ways in for events. */
class AdminApiTest {

    private static final String WORKSPACES = "/hub/api/v1/workspaces";
    private static final String TOKENS = "/hub/api/v1/tokens";
    private static final String EVENTS = "/hub/api/v1/events";
    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                    + "\"message\":{\"message_uid\":\"u-1\",\"direction\":\"received\"}}";

    @TempDir Path folder;

    private static Reply admin(RunningHub hub, String method, String path, String body)
            throws Exception {
        return hub.send(method, path, ADMIN, body);
    }

    @Test
    void a_workspace_is_made_shown_and_changed_field_by_field() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            JsonNode made =
                    admin(
                                    hub,
                                    "POST",
                                    WORKSPACES,
                                    "{\"name\":\"second\",\"owner_email\":\"o@example.com\",\"webhook_limit\":3}")
                            .data();
            String path = WORKSPACES + "/" + made.get("id");
            assertThat(made.get("hook_path").asText()).startsWith("/hooks/").hasSize(50);
            assertThat(admin(hub, "GET", path, "").data()).isEqualTo(made);
            JsonNode changed =
                    admin(hub, "PUT", path, "{\"owner_email\":null,\"webhook_limit\":null}").data();
            assertThat(changed.toString())
                    .isEqualTo(
                            "{\"id\":%s,\"name\":\"second\",\"hook_path\":%s}"
                                    .formatted(made.get("id"), made.get("hook_path")));
            assertThat(admin(hub, "GET", WORKSPACES, "").data()).hasSize(2);
            assertThat(admin(hub, "POST", WORKSPACES, "{\"name\":\"second\"}").status())
                    .isEqualTo(400);
            assertThat(admin(hub, "PUT", path, "{\"hook_secret\":\"" + SECRET + "\"}").status())
                    .as("another workspace's secret")
                    .isEqualTo(400);
            assertThat(admin(hub, "GET", WORKSPACES + "/99", "").code()).isEqualTo("not_found");
            assertThat(admin(hub, "PUT", WORKSPACES + "/99", "{}").code()).isEqualTo("not_found");
            for (String wrong :
                    List.of(
                            "{}",
                            "{\"name\":\"\"}",
                            "{\"name\":\"a\\nb\"}",
                            "{\"name\":\"third\",\"owner_email\":\"nobody\"}",
                            "{\"name\":\"third\",\"webhook_limit\":-1}",
                            "{\"name\":\"third\",\"hook_secret\":\"short\"}")) {
                assertThat(admin(hub, "POST", WORKSPACES, wrong).json().path("errors"))
                        .as(wrong)
                        .hasSize(1);
            }
            for (String wrong :
                    List.of(
                            "{\"name\":\"a\"}",
                            "{\"workspace_id\":1}",
                            "{\"name\":\"a\",\"workspace_id\":99}",
                            "{\"name\":\"a\\rb\",\"workspace_id\":1}")) {
                assertThat(admin(hub, "POST", TOKENS, wrong).json().path("errors"))
                        .as(wrong)
                        .hasSize(1);
            }
        }
    }

    @Test
    void without_an_admin_token_nobody_manages_workspaces() throws Exception {
        try (RunningHub hub = RunningHub.start(folder, Map.of("timelines.admin-token", ""))) {
            assertThat(hub.get(WORKSPACES).code()).isEqualTo("permission_denied");
            assertThat(hub.get(WORKSPACES, ADMIN).code()).isEqualTo("invalid_token");
            assertThat(hub.get(TOKENS, null).code()).isEqualTo("missing_credentials");
        }
    }

    @Test
    void the_hook_takes_events_for_the_workspace_of_its_secret_and_no_other() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            Reply stored = hub.send("POST", "/hooks/" + SECRET, null, EVENT);
            assertThat(stored.text()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(hub.post(EVENTS, EVENT).data().get("duplicate").booleanValue())
                    .as("the same workspace's")
                    .isTrue();
            JsonNode second = admin(hub, "POST", WORKSPACES, "{\"name\":\"second\"}").data();
            String hook = second.get("hook_path").asText();
            long before = hub.pipeline().inbox().accepted();
            assertThat(hub.send("POST", hook, null, EVENT).status()).isEqualTo(200);
            assertThat(hub.pipeline().inbox().accepted()).isEqualTo(before + 1);
            assertThat(hub.send("POST", hook + "x", null, EVENT).code()).isEqualTo("not_found");
            assertThat(hub.send("POST", "/hooks/", null, EVENT).status()).isEqualTo(404);
            assertThat(hub.send("POST", hook, null, "{}").status()).isEqualTo(400);
            assertThat(hub.send("POST", hook, null, "x".repeat(1 << 21)).status()).isEqualTo(413);
            admin(
                    hub,
                    "PUT",
                    WORKSPACES + "/" + second.get("id"),
                    "{\"hook_secret\":\"another-secret-of-it\"}");
            assertThat(hub.send("POST", hook, null, EVENT).status()).isEqualTo(404);
            assertThat(hub.send("POST", "/hooks/another-secret-of-it", null, EVENT).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_is_no_event_is_not_published() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            for (String body : List.of("", "{", "[]", "{}", "{\"event_type\":7}")) {
                assertThat(hub.post(EVENTS, body).code()).as(body).isEqualTo("validation_error");
            }
            assertThat(hub.send("POST", EVENTS, null, EVENT).code())
                    .isEqualTo("missing_credentials");
            assertThat(
                            hub.post(
                                            EVENTS,
                                            "{\"event_type\":\"a:b\",\"a\":\""
                                                    + "a".repeat(500_000)
                                                    + "\"}")
                                    .status())
                    .as("larger than a webhook may be")
                    .isEqualTo(200);
            assertThat(hub.delete(EVENTS).code()).isEqualTo("not_supported");
        }
    }
}

package io.github.cameltimelines.hub;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No workspace sees, changes or learns of anything of another's. */
class ForeignTokenTest {

    private static final String WEBHOOKS = "/integrations/api/webhooks";
    private static final String HUB = "/hub/api/v1";
    private static final String WEBHOOK =
            "{\"event_type\":\"chat:new\",\"url\":\"https://example.com/mine\"}";
    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                    + "\"message\":{\"message_uid\":\"u-1\",\"direction\":\"received\"}}";

    private static final String OWED = "{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":1}}";

    /** Who calls them gets something of its own, or of nobody's. */
    private static final Set<String> OF_ANYBODY =
            Set.of(
                    "timelines-openapi",
                    "timelines-samples",
                    "timelines-examples",
                    "timelines-workspace-own");

    @TempDir Path folder;
    private RunningHub hub;
    private int workspace;
    private String foreign;

    @BeforeEach
    void start() throws Exception {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        Files.writeString(
                flows.resolve("mine.yaml"), "- from: {uri: 'timelines:x', steps: [stop: {}]}");
        hub = RunningHub.start(folder, Map.of("timelines.flows", flows.toString()));
        workspace =
                hub.send("POST", HUB + "/workspaces", ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .intValue();
        foreign =
                hub.send(
                                "POST",
                                HUB + "/tokens",
                                ADMIN,
                                "{\"name\":\"eve\",\"workspace_id\":" + workspace + "}")
                        .data()
                        .get("token")
                        .asText();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** A call of each route, with the token of the other workspace, to what is not its own. */
    private record Call(String route, String method, String path, String body, int status) {}

    @Test
    void every_call_with_a_foreign_token_finds_nothing_and_changes_nothing() throws Exception {
        hub.suspend("timelines-deliver"); // what is mine stays as it is
        int mine = hub.post(WEBHOOKS, WEBHOOK).data().get("id").intValue();
        int erasure = hub.post(HUB + "/erasures", "{\"chat_id\":2}").data().get("id").intValue();
        String event = hub.post(HUB + "/events", OWED).data().get("id").asText();
        JsonNode deliveries = hub.get(HUB + "/deliveries").data();
        String delivery = HUB + "/deliveries/" + deliveries.get(0).get("id").asText();
        String wish = "{\"webhook_id\":" + mine + "}";
        JsonNode begun = hub.post(HUB + "/replays", wish).data();
        String replay = HUB + "/replays/" + begun.get("id").asText();
        event = HUB + "/events/" + event;
        assertThat(hub.get(HUB + "/flows").data()).hasSize(1);
        JsonNode before = hub.get(WEBHOOKS).data();
        JsonNode log = hub.get(WEBHOOKS + "/changelog").data();
        String one = WEBHOOKS + "/" + mine;
        List<Call> calls =
                List.of(
                        new Call("timelines-webhooks-list", "GET", WEBHOOKS, "", 200),
                        new Call(
                                "timelines-webhooks-changelog",
                                "GET",
                                WEBHOOKS + "/changelog",
                                "",
                                200),
                        new Call("timelines-webhooks-get", "GET", one, "", 404),
                        new Call(
                                "timelines-webhooks-update",
                                "PUT",
                                one,
                                "{\"enabled\":false}",
                                404),
                        new Call("timelines-webhooks-delete", "DELETE", one, "", 404),
                        new Call("timelines-webhooks-log", "GET", one + "/log", "", 404),
                        new Call("timelines-figures-list", "GET", HUB + "/webhooks", "", 200),
                        new Call(
                                "timelines-figures-get", "GET", HUB + "/webhooks/" + mine, "", 404),
                        new Call(
                                "timelines-secret-rotate",
                                "POST",
                                HUB + "/webhooks/" + mine + "/secret/rotate",
                                "{}",
                                404),
                        new Call("timelines-erasures-list", "GET", HUB + "/erasures", "", 200),
                        new Call(
                                "timelines-erasures-get",
                                "GET",
                                HUB + "/erasures/" + erasure,
                                "",
                                404),
                        new Call(
                                "timelines-erasures-ask",
                                "POST",
                                HUB + "/erasures",
                                "{\"chat_id\":1}",
                                202),
                        new Call(
                                "timelines-samples",
                                "GET",
                                HUB + "/samples?event_type=chat:new",
                                "",
                                200),
                        new Call(
                                "timelines-examples",
                                "GET",
                                HUB + "/examples?event_type=chat:new",
                                "",
                                200),
                        new Call(
                                "timelines-webhooks-test",
                                "POST",
                                HUB + "/webhooks/" + mine + "/test",
                                "{\"event_type\":\"chat:new\"}",
                                404),
                        new Call("timelines-workspace-own", "GET", HUB + "/workspace", "", 200),
                        new Call("timelines-flows-list", "GET", HUB + "/flows", "", 200),
                        new Call("timelines-flows-get", "GET", HUB + "/flows/mine.yaml", "", 404),
                        new Call("timelines-webhooks-create", "POST", WEBHOOKS, WEBHOOK, 200),
                        new Call("timelines-events-list", "GET", HUB + "/events", "", 200),
                        new Call("timelines-events-get", "GET", event, "", 404),
                        new Call("timelines-events-payload", "GET", event + "/payload", "", 404),
                        new Call("timelines-events-resend", "POST", event + "/resend", wish, 404),
                        new Call("timelines-deliveries-list", "GET", HUB + "/deliveries", "", 200),
                        new Call("timelines-deliveries-get", "GET", delivery, "", 404),
                        new Call(
                                "timelines-deliveries-request",
                                "GET",
                                delivery + "/request",
                                "",
                                404),
                        new Call(
                                "timelines-deliveries-resend",
                                "POST",
                                delivery + "/resend",
                                "",
                                404),
                        new Call("timelines-replays-list", "GET", HUB + "/replays", "", 200),
                        new Call("timelines-replays-create", "POST", HUB + "/replays", wish, 400),
                        new Call("timelines-replays-get", "GET", replay, "", 404),
                        new Call("timelines-replays-pause", "POST", replay + "/pause", "", 404),
                        new Call("timelines-replays-resume", "POST", replay + "/resume", "", 404),
                        new Call("timelines-replays-cancel", "POST", replay + "/cancel", "", 404),
                        new Call("timelines-events-publish", "POST", HUB + "/events", EVENT, 200),
                        new Call("timelines-workspaces-list", "GET", HUB + "/workspaces", "", 403),
                        new Call("timelines-workspaces-get", "GET", HUB + "/workspaces/1", "", 403),
                        new Call(
                                "timelines-workspaces-create",
                                "POST",
                                HUB + "/workspaces",
                                "{}",
                                403),
                        new Call(
                                "timelines-workspaces-update",
                                "PUT",
                                HUB + "/workspaces/1",
                                "{}",
                                403),
                        new Call("timelines-tokens-list", "GET", HUB + "/tokens", "", 403),
                        new Call("timelines-tokens-create", "POST", HUB + "/tokens", "{}", 403),
                        new Call("timelines-tokens-revoke", "DELETE", HUB + "/tokens/1", "", 403),
                        new Call("timelines-openapi", "GET", "/openapi.json", "", 200),
                        new Call("timelines-api-otherwise", "GET", "/integrations/api/x", "", 404),
                        new Call("timelines-hub-otherwise", "GET", HUB + "/x", "", 404));
        for (Call call : calls) {
            Reply reply = hub.send(call.method(), call.path(), foreign, call.body());
            assertThat(reply.status()).as(call + " " + reply.text()).isEqualTo(call.status());
            boolean isTheirs = !OF_ANYBODY.contains(call.route());
            if (isTheirs && call.status() == 200 && call.method().equals("GET")) {
                assertThat(reply.data()).as(call.toString()).isEmpty();
            }
        }
        assertThat(hub.routes().stream().filter(route -> !route.startsWith("timelines-console")))
                .as("a new route needs a call here")
                .containsExactlyInAnyOrderElementsOf(calls.stream().map(Call::route).toList());
        assertThat(hub.get(WEBHOOKS).data()).isEqualTo(before);
        assertThat(hub.get(WEBHOOKS + "/changelog").data()).isEqualTo(log);
        assertThat(hub.get(HUB + "/deliveries").data()).isEqualTo(deliveries);
        assertThat(hub.get(HUB + "/replays").data()).hasSize(1);
        String ids =
                "{\"dry_run\":true,\"delivery_ids\":[\"%s\"]}"
                        .formatted(deliveries.get(0).get("id").asText());
        assertThat(
                        hub.send("POST", HUB + "/replays", foreign, ids)
                                .data()
                                .get("deliveries")
                                .intValue())
                .isZero();
        String named = HUB + "/deliveries?delivery_ids=" + deliveries.get(0).get("id").asText();
        assertThat(hub.get(named).data()).hasSize(1);
        assertThat(hub.get(named, foreign).data()).isEmpty();
        JsonNode theirs = hub.get(WEBHOOKS, foreign).data();
        assertThat(theirs).hasSize(1);
        assertThat(theirs.get(0).get("id").intValue())
                .as("the same type and URL is another webhook in another workspace")
                .isNotEqualTo(mine);
    }

    @Test
    void an_event_of_one_workspace_is_none_of_the_others() throws Exception {
        assertThat(hub.post(HUB + "/events", EVENT).data().get("duplicate").booleanValue())
                .isFalse();
        Reply again = hub.post(HUB + "/events", EVENT);
        assertThat(again.data().toString()).isEqualTo("{\"duplicate\":true}");
        Reply theirs = hub.send("POST", HUB + "/events", foreign, EVENT);
        assertThat(theirs.data().get("duplicate").booleanValue()).isFalse();
        assertThat(theirs.data().get("id").asText()).startsWith("evt_");
    }

    @Test
    void a_revoked_token_is_of_no_use_and_the_others_stay() throws Exception {
        List<Integer> ids = new ArrayList<>();
        Reply tokens = hub.get(HUB + "/tokens", ADMIN);
        tokens.data()
                .forEach(
                        token -> {
                            if (token.get("name").asText().equals("eve")) {
                                ids.add(token.get("id").intValue());
                            }
                        });
        assertThat(tokens.text()).doesNotContain(foreign, TOKEN);
        assertThat(ids).hasSize(1);
        assertThat(
                        hub.call("DELETE", HUB + "/tokens/" + ids.get(0), ADMIN, RunningHub.NOTHING)
                                .status())
                .isEqualTo(200);
        assertThat(hub.get(WEBHOOKS, foreign).code()).isEqualTo("invalid_token");
        assertThat(hub.get(WEBHOOKS).status()).isEqualTo(200);
        assertThat(hub.get(HUB + "/tokens", ADMIN).text()).contains("revoked_at");
        assertThat(hub.call("DELETE", HUB + "/tokens/9999", ADMIN, RunningHub.NOTHING).status())
                .isEqualTo(404);
    }
}

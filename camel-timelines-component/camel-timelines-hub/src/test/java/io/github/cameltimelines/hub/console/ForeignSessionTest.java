package io.github.cameltimelines.hub.console;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is signed in to one workspace sees and changes nothing of another. */
class ForeignSessionTest {

    private static final String HUB = "/hub/api/v1";
    private static final String MINE = "/only-of-mine";

    @TempDir Path folder;

    @Test
    void no_page_shows_and_no_form_changes_what_is_of_another_workspace() throws Exception {
        try (Receiver receiver = new Receiver();
                RunningHub hub = RunningHub.start(folder)) {
            History history = new History(hub);
            int id = history.webhook("message:received:new", receiver.url(MINE), "");
            String event = history.publish(471147, "m-1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> history.deliveries("status=delivered").size() == 1);
            String delivery = history.deliveries("").get(0).get("id").asText();
            String replay = history.replay("{\"webhook_id\":" + id + "}").get("id").asText();
            JsonNode before = hub.get(HUB + "/webhooks").data();

            ConsoleClient mine = new ConsoleClient(hub).signIn();
            ConsoleClient foreign = new ConsoleClient(hub).signIn(foreignToken(hub));
            String webhook = "/webhooks/" + id;
            for (String page :
                    List.of(
                            webhook,
                            webhook + "/edit",
                            webhook + "/delete",
                            webhook + "/secret",
                            webhook + "/log",
                            "/deliveries/" + delivery,
                            "/replays/" + replay,
                            "/events/" + event,
                            "/events/" + event + "/payload")) {
                assertThat(mine.get(page).status()).as("mine " + page).isEqualTo(200);
                assertThat(foreign.get(page).status()).as(page).isEqualTo(404);
                assertThat(foreign.get(page).text()).as(page).doesNotContain(MINE, "471147");
            }
            for (String list :
                    List.of(
                            "",
                            "/webhooks",
                            "/webhooks/changelog",
                            "/deliveries",
                            "/deliveries?webhook_id=" + id,
                            "/deliveries?chat_id=471147",
                            "/replays",
                            "/events",
                            "/events/test",
                            "/flows")) {
                assertThat(foreign.get(list).text()).as(list).doesNotContain(MINE, ">471147<");
            }
            for (String form :
                    List.of(
                            webhook + "/status",
                            webhook + "/edit",
                            webhook + "/delete",
                            webhook + "/secret",
                            "/deliveries/" + delivery + "/resend",
                            "/replays/" + replay + "/cancel",
                            "/events/" + event + "/resend")) {
                assertThat(
                                foreign.post(
                                                form,
                                                "url",
                                                "https://example.com/evil",
                                                "event_type",
                                                "chat:new",
                                                "webhook_id",
                                                Integer.toString(id))
                                        .status())
                        .as(form)
                        .isEqualTo(404);
            }
            assertThat(
                            foreign.post(
                                            "/events/test",
                                            "webhook_id",
                                            Integer.toString(id),
                                            "event_type",
                                            "chat:new",
                                            "payload",
                                            "{\"event_type\":\"chat:new\"}")
                                    .status())
                    .as("a test event to a foreign webhook")
                    .isGreaterThanOrEqualTo(400);
            JsonNode after = hub.get(HUB + "/webhooks").data();
            assertThat(after.get(0).get("url")).isEqualTo(before.get(0).get("url"));
            assertThat(after.get(0).get("enabled")).isEqualTo(before.get(0).get("enabled"));
        }
    }

    private static String foreignToken(RunningHub hub) throws Exception {
        int other =
                hub.send("POST", HUB + "/workspaces", ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .intValue();
        return hub.send(
                        "POST",
                        HUB + "/tokens",
                        ADMIN,
                        "{\"name\":\"eve\",\"workspace_id\":" + other + "}")
                .data()
                .get("token")
                .asText();
    }
}

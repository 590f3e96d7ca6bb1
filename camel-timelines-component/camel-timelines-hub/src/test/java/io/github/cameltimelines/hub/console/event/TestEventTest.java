package io.github.cameltimelines.hub.console.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import io.github.cameltimelines.hub.console.ConsoleFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form that sends a test event to one webhook. */
class TestEventTest {

    private static final String FORM = "/events/test";
    private static final String CHAT = "{\"event_type\":\"chat:new\",\n \"chat\":{\"chat_id\":1}}";

    @TempDir static Path folder;
    private static ConsoleFixture with;
    private static String webhook;

    @BeforeAll
    static void start() throws Exception {
        with = ConsoleFixture.of(RunningHub.start(folder));
        assertThat(with.console().get(FORM).text()).contains("There is no webhook to send one to");
        with.history().webhook("chat:new", with.receiver().url("/other"), "");
        webhook = "" + with.history().webhook("message:sent:new", with.receiver().url("/test"), "");
    }

    @AfterAll
    static void stop() {
        with.close();
    }

    private static Answer send(String to, String payload) throws Exception {
        return with.console()
                .post(FORM, "webhook_id", to, "event_type", "chat:new", "payload", payload);
    }

    @Test
    void it_begins_with_the_webhook_and_an_example_of_what_that_wants() throws Exception {
        assertThat(with.console().get(FORM + "?webhook_id=" + webhook).text())
                .contains("<option value=\"" + webhook + "\" selected>")
                .contains("<option selected>message:sent:new</option>")
                .contains("<option>hub:webhook:failing</option>")
                .contains("&quot;event_type&quot; : &quot;message:sent:new&quot;");
        assertThat(with.console().get(FORM + "?event_type=call:incoming:missed").text())
                .contains("<option selected>call:incoming:missed</option>")
                .contains("&quot;event_type&quot; : &quot;call:incoming:missed&quot;");
    }

    @Test
    void every_type_has_an_example_with_scripts_and_without() throws Exception {
        for (String type : EventTypes.ALL) {
            assertThat(with.console().get(FORM + "/example?event_type=" + type).text())
                    .as(type)
                    .contains("&quot;event_type&quot; : &quot;" + type + "&quot;")
                    .contains("id=\"payload-field\"")
                    .doesNotContain("<html");
        }
        Answer shown =
                with.console()
                        .post(
                                FORM,
                                "webhook_id",
                                webhook,
                                "event_type",
                                "chat:incoming:new",
                                "payload",
                                "",
                                "example",
                                "yes");
        assertThat(shown.text())
                .contains("&quot;event_type&quot; : &quot;chat:incoming:new&quot;")
                .contains("<option value=\"" + webhook + "\" selected>");
        Answer unknown = with.console().get(FORM + "?event_type=chat:nwe");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).contains("is not a known event type");
    }

    @Test
    void it_goes_to_that_webhook_alone_and_shows_the_delivery() throws Exception {
        Answer sent = send(webhook, CHAT);
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        assertThat(sent.header("Location"))
                .matches("\\.\\./deliveries/dlv_[0-9a-z]{13}\\?done=sent");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(with.receiver().calls("/test")).hasSize(1));
        assertThat(with.receiver().calls("/test").get(0).body()).contains("chat:new");
        String delivery = sent.header("Location").replaceAll(".*/|\\?.*", "");
        assertThat(with.history().delivery(delivery).path("webhook_id").asText())
                .isEqualTo(webhook);
        assertThat(with.history().deliveries("webhook_id=" + webhook)).hasSize(1);
        assertThat(with.receiver().calls("/other")).isEmpty();
    }

    @Test
    void bad_json_is_kept_and_told_with_line_and_column() throws Exception {
        String bad = "{\n  \"event_type\": \"chat:new\",\n  <script>\n}";
        Answer page = send(webhook, bad);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text())
                .contains("This is not JSON at line 3, column")
                .contains("  &lt;script&gt;\n}</textarea>")
                .contains("aria-invalid=\"true\"")
                .contains("<option value=\"" + webhook + "\" selected>")
                .doesNotContain("<script>");
        assertThat(send(webhook, CHAT + "}").text()).contains("This is not JSON at line 2");
        assertThat(send(webhook, "").text()).contains("payload-error");
        assertThat(send(webhook, "[1]").text()).contains("must be a JSON object");
        assertThat(send(webhook, "{\"chat\":{}}").text())
                .contains("payload-error", "event_type", "{&quot;chat&quot;:{}}</textarea>");
    }

    @Test
    void a_webhook_that_cannot_be_sent_to_is_told_beside_it() throws Exception {
        String off = "" + with.history().webhook("chat:new", with.receiver().url("/off"), "");
        with.hub().put("/integrations/api/webhooks/" + off, "{\"enabled\":false}");
        Answer page = send(off, CHAT);
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text())
                .contains("class=\"wrong\" role=\"alert\">Webhook " + off + " is disabled")
                .contains("switched off)");
        assertThat(send("999999", CHAT).text()).contains("Choose a webhook.");
        assertThat(send("1/../2", CHAT).text()).contains("Choose a webhook.");
    }

    @Test
    void no_other_site_and_no_other_workspace_sends_one() throws Exception {
        Answer forged =
                with.console().send(FORM, List.of(), "webhook_id", webhook, "payload", CHAT);
        assertThat(forged.status()).isEqualTo(403);
        Answer foreign = with.stranger().post(FORM, "webhook_id", webhook, "payload", CHAT);
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.text()).doesNotContain(with.receiver().url("/test"));
        assertThat(with.stranger().get("/events").text()).doesNotContain("evt_");
    }
}

package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.model.HubEvents;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Who is told what of a webhook that fails, and how often. */
class AlertTest extends AlertFixture {

    private static String text(MimeMessage mail) throws Exception {
        return String.valueOf(mail.getContent()).replace("\r\n", "\n");
    }

    @Test
    void the_owner_is_written_to_after_the_fifth_failure_and_when_it_works_again()
            throws Exception {
        hub = RunningHub.start(folder, mailing());
        answers.put("/bot", 500);
        int bot = webhook("/bot?token=private", ",\"description\":\"Bestellungen für Köln\"");
        receive(4);
        errors(bot, 4);
        noMoreMailsThan(0);
        receive(1);
        MimeMessage failing = mails(1).get(0);
        String host = "127.0.0.1:" + receiver.getAddress().getPort();
        assertThat(failing.getSubject())
                .isEqualTo(
                        "Webhook %d is failing: Bestellungen für Köln (message:received:new to %s)"
                                .formatted(bot, host));
        assertThat(failing.getAllRecipients()).extracting(Object::toString).containsExactly(OWNER);
        assertThat(failing.getFrom()[0]).hasToString("Hub <hub@example.com>");
        assertThat(failing.getMessageID()).matches("<alert-\\d+@example.com>");
        assertThat(failing.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(text(failing))
                .contains(
                        "5 attempts one after the other",
                        "HTTP 500",
                        "Description   Bestellungen für Köln",
                        "http://" + host + "/bot?…",
                        "Given up      5",
                        "curl -X PUT \""
                                + hub.url()
                                + "/integrations/api/webhooks/"
                                + bot
                                + "\" \\\n",
                        "{\"enabled\": false}")
                .doesNotContain("private", RunningHub.TOKEN, RunningHub.SECRET);

        receive(3);
        errors(bot, 8);
        answers.put("/bot", 200);
        receive(1);
        MimeMessage recovered = mails(2).get(1);
        assertThat(recovered.getSubject()).startsWith("Webhook " + bot + " works again: ");
        assertThat(text(recovered)).contains("8 attempts one after the other", "Recovered ");
        assertThat(recovered.getMessageID()).isNotEqualTo(failing.getMessageID());
        assertThat(untold()).isZero();
    }

    @Test
    void while_it_fails_there_is_one_mail_a_day() throws Exception {
        hub = RunningHub.start(folder, mailing());
        answers.put("/bot", 503);
        int bot = webhook("/bot", "");
        receive(5);
        mails(1);
        answers.put("/bot", 200);
        receive(1);
        mails(2);
        answers.put("/bot", 503);
        receive(6);
        errors(bot, 6);
        noMoreMailsThan(2);

        aDayLater();
        mails(3);
        aDayLater(); // and nothing was tried in it
        noMoreMailsThan(3);
    }

    @Test
    void nobody_is_told_of_a_webhook_that_was_disabled() throws Exception {
        hub = RunningHub.start(folder, mailing());
        answers.put("/bot", 503);
        int bot = webhook("/bot", "");
        receive(5);
        mails(1);
        receive(1);
        errors(bot, 6);
        hub.put("/integrations/api/webhooks/" + bot, "{\"enabled\":false}");

        aDayLater();

        noMoreMailsThan(1);
        assertThat(untold()).isZero();
    }

    @Test
    void an_alert_that_is_published_again_after_a_crash_is_one_event_and_one_mail()
            throws Exception {
        hub = RunningHub.start(folder, mailing());
        hub.suspend("timelines-alerts");
        answers.put("/bot", 503);
        webhook("/bot", "");
        receive(5);
        await().atMost(PATIENCE).until(() -> events(HubEvents.WEBHOOK_FAILING).size() == 1);
        await().atMost(PATIENCE)
                .until(() -> ledger().update("UPDATE timelines_alert SET published = FALSE") == 1);

        hub.close();
        hub = RunningHub.start(folder, mailing());

        mails(1);
        await().atMost(PATIENCE).until(() -> untold() == 0);
        assertThat(events(HubEvents.WEBHOOK_FAILING)).hasSize(1);
    }

    /** What was claimed before was claimed a day ago; the hub looks for it at its start. */
    private void aDayLater() throws Exception {
        ledger().update(
                        "UPDATE timelines_subscription_figures SET alerted_at_ms = alerted_at_ms - ?,"
                                + " last_attempt_id = last_attempt_id - ?",
                        Duration.ofDays(1).toMillis(),
                        Duration.ofDays(1).toMillis() << 22);
        hub.close();
        hub = RunningHub.start(folder, mailing());
    }

    @Test
    void a_route_and_a_webhook_get_the_alert_as_an_event_and_all_events_of_upstream_do_not()
            throws Exception {
        hub = RunningHub.start(folder, mailing());
        List<String> ofHub = new CopyOnWriteArrayList<>();
        List<String> ofUpstream = new CopyOnWriteArrayList<>();
        hub.camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("timelines:hub:webhook:failing,hub:webhook:recovered")
                                        .routeId("pager")
                                        .process(
                                                e ->
                                                        ofHub.add(
                                                                e.getMessage()
                                                                        .getBody(String.class)));
                                from("timelines:*?webhookSecret=sixteen-characters")
                                        .routeId("all")
                                        .process(
                                                e ->
                                                        ofUpstream.add(
                                                                e.getMessage()
                                                                        .getBody(String.class)));
                            }
                        });
        answers.put("/bot", 500);
        int bot = webhook("/bot/secret", "");
        answers.put("/bot/secret", 500);
        webhook(HubEvents.WEBHOOK_FAILING, "/pager", "");
        receive(5);
        await().atMost(PATIENCE).until(() -> ofHub.size() == 1);
        assertThat(ofHub.get(0))
                .contains(
                        "\"event_type\":\"hub:webhook:failing\"",
                        "\"webhook_id\":" + bot,
                        "\"errors_counter\":5",
                        "\"status\":500")
                .doesNotContain("private", "secret");
        await().atMost(PATIENCE)
                .until(() -> received.stream().anyMatch(call -> call.startsWith("/pager ")));
        assertThat(fields(example())).containsAll(fields(ofHub.get(0)));
        answers.put("/bot/secret", 200);
        receive(1);
        await().atMost(PATIENCE).until(() -> ofHub.size() == 2);
        assertThat(ofHub.get(1))
                .contains("\"event_type\":\"hub:webhook:recovered\"", "\"recovered_at\":\"");
        await().atMost(PATIENCE).until(() -> ofUpstream.size() == 6);
        assertThat(ofUpstream).noneMatch(event -> event.contains("hub:"));
    }

    /** Of the page of event types. */
    private static String example() throws Exception {
        String page = Files.readString(Path.of("../../docs/reference/event-types.md"));
        return page.split("```json\n")[1].split("```")[0];
    }

    private static List<String> fields(String event) throws Exception {
        JsonNode data = new ObjectMapper().readTree(event).get("data");
        List<String> names = new ArrayList<>();
        data.fieldNames().forEachRemaining(names::add);
        data.get("last_failure").fieldNames().forEachRemaining(name -> names.add("last." + name));
        return names;
    }

    @Test
    void a_webhook_for_alerts_that_fails_itself_is_written_of_and_makes_no_event()
            throws Exception {
        hub = RunningHub.start(folder, mailing());
        answers.put("/bot", 500);
        answers.put("/pager", 500);
        webhook("/bot", "");
        int pager =
                webhook(
                        HubEvents.WEBHOOK_FAILING,
                        "/pager",
                        ",\"retry_schedule\":\"50ms,50ms,50ms,50ms,50ms\"");
        receive(5);
        List<MimeMessage> both = mails(2);
        errors(pager, 6);
        assertThat(both.get(1).getSubject()).startsWith("Webhook " + pager + " is failing");
        noMoreMailsThan(2);
        assertThat(events(HubEvents.WEBHOOK_FAILING)).hasSize(1);
    }

    @Test
    void what_stands_in_a_description_begins_no_header() throws Exception {
        hub = RunningHub.start(folder, mailing());
        answers.put("/bot", 500);
        webhook("/bot", ",\"description\":\"x\\r\\nBcc: other@example.com\\r\\n\\r\\nHi\\u2028y\"");
        receive(5);
        MimeMessage mail = mails(1).get(0);
        assertThat(mail.getSubject()).contains("x Bcc: other@example.com Hi y (message");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(OWNER);
        assertThat(text(mail)).startsWith("Webhook ");
    }

    @Test
    void nobody_is_told_of_a_webhook_that_was_deleted_before() throws Exception {
        hub = RunningHub.start(folder, mailing());
        hub.suspend("timelines-alerts");
        answers.put("/bot", 500);
        int bot = webhook("/bot", "");
        receive(5);
        await().atMost(PATIENCE).until(() -> untold() == 1);
        hub.delete("/integrations/api/webhooks/" + bot);
        hub.resume("timelines-alerts");
        await().atMost(PATIENCE).until(() -> untold() == 0);
        noMoreMailsThan(0);
    }
}

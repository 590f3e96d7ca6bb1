package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A hub with a workspace as it may be after a day: webhooks that work, that fail and that are
 * switched off, deliveries in all states, flows that run and one that does not.
 */
final class ConsoleData implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WEBHOOKS = "/integrations/api/webhooks";

    private static final String FLOW =
            """
            - from:
                uri: timelines:chat:closed
                steps:
                  - log: "${header.CamelTimelinesChatId} is closed"
            """;

    /** With a step that there is not. */
    private static final String BROKEN_FLOW =
            """
            - from:
                uri: timelines:message:received:new
                steps:
                  - tickets: new
            """;

    private record Said(int chat, String name, String phone, String text) {}

    private static final List<Said> SAID =
            List.of(
                    new Said(4711, "Ana Ruiz", "+34600111222", "Hello, what are your hours?"),
                    new Said(4712, "Tom Becker", "+4915112345678", "Is order 20931 on its way?"),
                    new Said(4713, "Léa Martin", "+33612345678", "Merci, à demain !"),
                    new Said(4714, "Marco Bianchi", "+393331234567", "Can I pay by invoice?"),
                    new Said(4711, "Ana Ruiz", "+34600111222", "And on Sunday?"),
                    new Said(4715, "Priya Nair", "+919812345678", "The link does not open."));

    private final RunningHub hub;
    private final Receiver receiver = new Receiver();
    private final History history;
    private final String token;
    private final String replay;
    private final Map<String, Integer> webhooks = new LinkedHashMap<>();

    /**
     * @param folder empty, for the ledger and the flows
     */
    ConsoleData(Path folder) throws Exception {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        Files.writeString(flows.resolve("closed-chats.camel.yaml"), FLOW);
        Files.writeString(flows.resolve("new-ticket.camel.yaml"), BROKEN_FLOW);
        hub = RunningHub.start(folder, Map.of("timelines.flows", flows.toString()));
        history = new History(hub);
        token =
                hub.send(
                                "POST",
                                "/hub/api/v1/tokens",
                                RunningHub.ADMIN,
                                "{\"name\":\"Ana\",\"workspace_id\":1}")
                        .data()
                        .get("token")
                        .asText();
        addWebhooks();
        receive();
        replay = replay();
        nameWebhooks();
        addPast();
    }

    RunningHub hub() {
        return hub;
    }

    /** Of the member who is signed in. */
    String token() {
        return token;
    }

    private void addWebhooks() throws Exception {
        add("crm", "message:received:new", ",\"retry_schedule\":\"20m,2h,10h\"");
        add("tickets", "message:received:new", ",\"retry_schedule\":\"2h,5h,10h\"");
        add("archive", "message:new", ",\"retry_schedule\":\"1h\"");
        add("old", "chat:new", "");
        add("sheet", "chat:responsible:assigned", ",\"description\":\"Who has which chat\"");
    }

    private void add(String name, String type, String more) throws Exception {
        webhooks.put(name, history.webhook(type, receiver.url("/" + name), more));
    }

    private void receive() throws Exception {
        receiver.answer(200, "{\"ok\":true}");
        int number = 0;
        for (Said said : SAID.subList(0, 3)) {
            publish(said, number++);
        }
        awaitSettled();
        receiver.answer(503, "{\"error\":\"The CRM is being updated, try again later.\"}");
        for (Said said : SAID.subList(3, 5)) {
            publish(said, number++);
        }
        awaitAttempts();
        receiver.answer(410, "Gone");
        publish(SAID.get(5), number);
        history.publish("{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":4716}}");
        awaitAttempts();
        receiver.answer(200, "{\"ok\":true}");
        history.publish(
                "{\"event_type\":\"chat:responsible:assigned\",\"chat\":{\"chat_id\":4713}}");
        awaitAttempts();
    }

    private void publish(Said said, int number) throws Exception {
        history.publish(
                """
                {"event_type":"message:received:new",
                 "chat":{"chat_id":%d,"full_name":"%s","phone":"%s"},
                 "message":{"text":"%s","direction":"received","message_uid":"3EB0A9C4D1F%d"}}
                """
                        .formatted(said.chat(), said.name(), said.phone(), said.text(), number));
    }

    private void awaitSettled() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("").stream()
                                        .allMatch(one -> status(one).equals("delivered")));
    }

    private static String status(JsonNode delivery) {
        return delivery.get("status").asText();
    }

    /** Until each delivery was tried. */
    private void awaitAttempts() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("").stream()
                                        .allMatch(one -> one.get("attempts").asInt() > 0));
    }

    /** As a workspace has them: receivers of tests have other names. */
    private void nameWebhooks() throws Exception {
        rename("crm", "https://crm.example.com/timelines/messages");
        rename("tickets", "https://tickets.example.com/api/inbound/whatsapp");
        rename("archive", "https://archive.example.org/in");
        rename("old", "https://hooks.example.net/catch/1849201/bq7x");
        rename("sheet", "https://sheets.example.com/rows");
        put("old", "{\"enabled\":false}");
    }

    private void rename(String name, String url) throws Exception {
        put(name, "{\"url\":\"" + url + "\"}");
    }

    private void put(String name, String json) throws Exception {
        Reply reply = hub.send("PUT", WEBHOOKS + "/" + webhooks.get(name), token, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    /** The day before now: more at noon than at night, and a webhook that failed for some hours. */
    private void addPast() {
        JdbcTemplate ledger = new JdbcTemplate(hub.pipeline().ledger().dataSource());
        long hour = Instant.now().truncatedTo(ChronoUnit.HOURS).getEpochSecond() / 3600;
        for (int ago = 1; ago < 24; ago++) {
            int many = (int) (60 + 50 * Math.sin(ago / 24.0 * 2 * Math.PI));
            int failed = ago < 4 ? many / 2 : ago % 7 == 0 ? 3 : 0;
            addHour(ledger, hour - ago, "crm", many, ago == 9 ? 4 : 0);
            addHour(ledger, hour - ago, "tickets", many, failed);
            addHour(ledger, hour - ago, "archive", many * 2, 0);
            addHour(ledger, hour - ago, "sheet", many / 8, 0);
        }
        long minute = Instant.now().getEpochSecond() / 60;
        for (int ago = 5; ago < 60; ago++) {
            int many = (int) (14 + 6 * Math.sin(ago / 5.0) + 5 * Math.sin(ago * 1.7));
            ledger.update(
                    "INSERT INTO timelines_workspace_minute VALUES (?, ?, ?, ?, ?)",
                    (minute - ago << Integer.SIZE) + 1,
                    many,
                    many * 2,
                    ago < 20 ? many / 3 : 0,
                    many * 130L);
        }
    }

    private void addHour(JdbcTemplate ledger, long hour, String webhook, int attempts, int failed) {
        ledger.update(
                "INSERT INTO timelines_subscription_hour VALUES (?, ?, ?, ?)",
                (hour << Integer.SIZE) + webhooks.get(webhook),
                attempts,
                failed,
                attempts * 120L);
    }

    /** The pages of the console, by short names. */
    Map<String, String> pages() throws Exception {
        String failed = deliveryTo("tickets");
        int tickets = webhooks.get("tickets");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/console");
        pages.put("webhooks", "/console/webhooks");
        pages.put("webhook", "/console/webhooks/" + tickets);
        pages.put("webhook-edit", "/console/webhooks/" + tickets + "/edit");
        pages.put("webhook-delete", "/console/webhooks/" + tickets + "/delete");
        pages.put("webhook-secret", "/console/webhooks/" + tickets + "/secret");
        pages.put("webhook-new", "/console/webhooks/new");
        pages.put("deliveries", "/console/deliveries");
        pages.put("delivery", "/console/deliveries/" + failed);
        pages.put("replays", "/console/replays");
        pages.put("replay", "/console/replays/" + replay);
        pages.put("events", "/console/events");
        pages.put("event", "/console/events/" + eventOf(failed));
        pages.put("event-test", "/console/events/test?webhook_id=" + tickets);
        pages.put("flows", "/console/flows");
        pages.put("not-found", "/console/no-such-page");
        return pages;
    }

    /** The latest one that failed, with what was answered. */
    private String deliveryTo(String webhook) throws Exception {
        return history.deliveries("status=retrying&webhook_id=" + webhooks.get(webhook))
                .get(0)
                .get("id")
                .asText();
    }

    private String eventOf(String delivery) throws Exception {
        return history.delivery(delivery).get("event_id").asText();
    }

    /** One that has ended: the CRM answers again. */
    private String replay() throws Exception {
        String done =
                history.replay("{\"webhook_id\":" + webhooks.get("crm") + "}").get("id").asText();
        await().atMost(PATIENCE).until(() -> history.stateOf(done).equals("done"));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("webhook_id=" + webhooks.get("crm")).stream()
                                        .allMatch(one -> status(one).equals("delivered")));
        return done;
    }

    @Override
    public void close() {
        hub.close();
        receiver.close();
    }
}

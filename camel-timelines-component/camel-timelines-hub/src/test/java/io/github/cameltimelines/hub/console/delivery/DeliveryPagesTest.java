package io.github.cameltimelines.hub.console.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.console.delivery.Member.Answer;
import io.github.cameltimelines.process.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of deliveries and the page of one, as a browser gets them. */
class DeliveryPagesTest extends DeliveryPagesFixture {

    private static final Pattern ROW = Pattern.compile("name=\"delivery\" value=\"([^\"]+)\"");
    private static final Pattern LIVE = Pattern.compile("hx-get=\"(deliveries/live[^\"]+)\"");
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\">Older<");

    private static List<String> rows(String page) {
        List<String> rows = new ArrayList<>();
        for (Matcher row = ROW.matcher(page); row.find(); ) {
            rows.add(row.group(1));
        }
        return rows;
    }

    private static String first(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(pattern + " in " + page).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private String page(String path) throws Exception {
        Answer answer = me.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    @Test
    void a_failed_delivery_is_understood_from_its_row() throws Exception {
        int chat = chat();
        webhook(",\"retry_schedule\":\"1h,2h\"");
        receiver.answer(503, "busy");
        String failed = delivery(chat, "retrying");
        String page = page("deliveries?chat_id=" + chat);
        assertThat(rows(page)).containsExactly(failed);
        assertThat(page)
                .contains(">retrying<", "1 of 3", "503 Service Unavailable", TYPE, "/bot", " UTC")
                .containsPattern("title=\"[0-9: -]+ UTC\">in (\\d\\d min|1 h)");
        receiver.answer(302, "");
        webhook(",\"retry_schedule\":\"none\",\"description\":\"second\"");
        assertThat(page("deliveries/" + failed)).contains("deliveries/" + failed + "/resend");
    }

    @Test
    void a_refused_connection_and_a_slow_receiver_are_told_in_words() throws Exception {
        int chat = chat();
        history.webhook(TYPE, "http://127.0.0.1:" + FreePort.next() + "/x", "");
        delivery(chat, "retrying");
        assertThat(page("deliveries?chat_id=" + chat))
                .contains("the connection was refused</span>", "1 of 10");
        deleteWebhooks();
        int slow = chat();
        receiver.gate(new Semaphore(0));
        webhook(",\"timeout\":\"1s\",\"retry_schedule\":\"1h\"");
        delivery(slow, "retrying");
        assertThat(page("deliveries?chat_id=" + slow))
                .contains("no whole answer within 1 s</span>");
    }

    @ParameterizedTest
    @CsvSource({
        "status=lost, status-error, must be one of pending",
        "webhook_id=x, webhook-error, must be",
        "from=yesterday, from-error, must be a time",
        "from=2026-02-01T10:00&to=2026-01-01T10:00, from-error, must be before to"
    })
    void a_wrong_filter_is_told_beside_its_field_and_kept(String query, String field, String error)
            throws Exception {
        Answer answer = me.get("deliveries?chat_id=%3Cb%3E&" + query);
        assertThat(answer.status()).isEqualTo(400);
        String typed = query.split("[=&]")[1];
        assertThat(answer.text())
                .containsPattern("id=\"" + field + "\" class=\"wrong\">[^<]*" + error)
                .contains("aria-describedby=\"" + field + "\"")
                .contains("value=\"" + typed + "\"")
                .contains("value=\"&lt;b&gt;\"")
                .doesNotContain("<b>");
    }

    @Test
    void filters_stand_in_the_url_and_hold_on_the_way_back() throws Exception {
        int chat = chat();
        int webhook = webhook(",\"retry_schedule\":\"1h\"");
        String delivered = delivery(chat, "delivered");
        receiver.answer(410, "");
        String gone = delivery(chat, "given_up");
        String query = "deliveries?chat_id=" + chat;
        assertThat(rows(page(query))).containsExactly(gone, delivered);
        assertThat(rows(page(query + "&status=given_up"))).containsExactly(gone);
        assertThat(rows(page(query + "&webhook_id=" + webhook))).hasSize(2);
        assertThat(rows(page(query + "&event_type=chat:new"))).isEmpty();
        assertThat(rows(page(query + "&from=2020-01-01T00:00&to=2020-01-02T00:00"))).isEmpty();
        String page = page(query + "&status=given_up&webhook_id=" + webhook);
        assertThat(page)
                .contains("<option value=\"given_up\" selected>")
                .contains("<option value=\"" + webhook + "\" selected>")
                .contains(">given up<", "410 Gone");
        assertThat(page(query + "&select=all")).contains(" checked>");
        assertThat(page(query + "&status=pending")).contains("No delivery here that matches");
    }

    @Test
    void pages_do_not_shift_while_new_deliveries_come_in() throws Exception {
        int chat = chat();
        webhook("");
        for (int number = 0; number < 60; number++) {
            history.publish(chat, "p-" + number);
        }
        String query = "deliveries?chat_id=" + chat;
        String firstPage = page(query);
        assertThat(rows(firstPage)).hasSize(50);
        history.publish(chat, "p-60");
        history.publish(chat, "p-61");
        String second = page(first(OLDER, firstPage));
        assertThat(rows(second)).hasSize(10).doesNotContainAnyElementsOf(rows(firstPage));
        assertThat(second).contains(">Newest<").doesNotContain(">Older<");

        Answer live = me.part(first(LIVE, firstPage));
        assertThat(live.text()).contains("2 new deliveries – show them");
        assertThat(rows(live.text())).as("no row comes by itself").isEmpty();
        assertThat(rows(page(query))).hasSize(50);
        assertThat(me.part(first(LIVE, second)).text()).doesNotContain("new deliver");
    }

    @Test
    void a_row_changes_where_it_stands_and_nothing_is_sent_when_nothing_did() throws Exception {
        int chat = chat();
        webhook(",\"retry_schedule\":\"1h\"");
        receiver.answer(500, "");
        String delivery = delivery(chat, "retrying");
        String live = first(LIVE, page("deliveries?chat_id=" + chat + "&status=retrying"));
        receiver.answer(200, "");
        hub.post("/hub/api/v1/deliveries/" + delivery + "/resend", "{}");
        awaitStatus(delivery, "delivered");
        Answer changed = me.part(live);
        assertThat(changed.text())
                .as("also when the filter lets it through no more")
                .contains(
                        "<td id=\"" + delivery + "-status\" hx-swap-oob=\"true\">",
                        ">200 OK</span>")
                .doesNotContain("checkbox");
        assertThat(me.part(first(LIVE, changed.text())).status()).isEqualTo(204);
        assertThat(stranger.part(live).text()).doesNotContain(delivery + "-status");
    }

    @Test
    void the_page_of_one_shows_what_is_sent_what_came_back_and_what_is_next() throws Exception {
        int chat = chat();
        webhook(
                ",\"retry_schedule\":\"100ms,1h,2h\",\"headers\":{\"X-Key\":\"very-secret\"},"
                        + "\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"");
        receiver.answer(503, "<script>alert(1)</script>");
        history.publish(
                "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":"
                        + chat
                        + "},\"message\":{\"text\":\"<script>alert(2)</script>\","
                        + "\"direction\":\"received\",\"message_uid\":\"s-1\"}}");
        String delivery = awaitTries(chat, 2);
        String page = page("deliveries/" + delivery);
        assertThat(page)
                .contains("503 Service Unavailable", "What came back", "What is sent")
                .contains("&lt;script&gt;alert(1)", "&lt;script&gt;alert(2)")
                .contains("Retry 2 of 3 by the schedule 100ms,1h,2h")
                .contains("webhook-timestamp", "timelines-attempt", "webhook-signature", "X-Key")
                .contains("sent, not shown", "as it would be sent now", "  &quot;event_type&quot;")
                .contains("Answer to try 1", "Answer to try 2", "<rect class=\"bad\" width=\"")
                .doesNotContain("<script>alert", "very-secret", "whsec_");
        String event = history.delivery(delivery).get("event_id").asText();
        assertThat(page).contains("../events/" + event, "../webhooks/");

        String part = me.part("deliveries/" + delivery + "?seen=1").text();
        assertThat(part).contains("id=\"attempts\" hx-swap-oob", "2 of 4").doesNotContain("<html");
        assertThat(me.part("deliveries/" + delivery + "?seen=2").text())
                .contains("hx-trigger")
                .doesNotContain("id=\"attempts\"");
        assertThat(stranger.get("deliveries/" + delivery).status()).isEqualTo(404);
        assertThat(me.get("deliveries/dlv_x").status()).isEqualTo(404);
    }

    private String awaitTries(int chat, int tries) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("chat_id=" + chat).stream()
                                        .filter(one -> one.get("attempts").intValue() == tries)
                                        .filter(one -> one.has("next_attempt_at"))
                                        .map(one -> one.get("id").asText())
                                        .findFirst()
                                        .orElse(null),
                        id -> id != null);
    }

    @Test
    void who_waits_behind_another_of_its_chat_says_so_and_who_was_given_up_too() throws Exception {
        int chat = chat();
        webhook(",\"retry_schedule\":\"1h\"");
        receiver.answer(500, "");
        String head = delivery(chat, "retrying");
        history.publish(chat, "behind-" + chat);
        String behind = awaitNewest(chat, "pending");
        assertThat(page("deliveries/" + behind))
                .contains("a chat&#39;s come one after the other", "id=\"behind\"", head);
        int webhook = history.delivery(head).get("webhook_id").intValue();
        hub.put("/integrations/api/webhooks/" + webhook, "{\"enabled\":false}");
        assertThat(page("deliveries/" + behind)).contains("The webhook is disabled: it waits");
        Answer refused = me.post("deliveries/" + head + "/resend");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("is disabled; enable it first", "Attempts");
        deleteWebhooks();
        int other = chat();
        webhook("");
        receiver.answer(410, "");
        String gone = delivery(other, "given_up");
        assertThat(page("deliveries/" + gone)).contains("410 Gone, which says that it will not");
        deleteWebhooks();
        Answer deleted = me.post("deliveries/" + gone + "/resend");
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.text()).contains("was deleted");
    }

    @Test
    void resend_sends_again_and_only_by_a_form_of_ours() throws Exception {
        int chat = chat();
        webhook(",\"retry_schedule\":\"none\"");
        receiver.answer(500, "");
        String delivery = delivery(chat, "given_up");
        receiver.answer(200, "");
        int calls = receiver.calls().size();
        String path = "deliveries/" + delivery + "/resend";
        assertThat(me.postAlone(path).status()).isEqualTo(403);
        assertThat(me.postAlone(path, "csrf", "wrong").status()).isEqualTo(403);
        assertThat(stranger.post(path).status()).isEqualTo(404);
        assertThat(history.delivery(delivery).get("status").asText()).isEqualTo("given_up");
        assertThat(receiver.calls()).hasSize(calls);

        Answer sent = me.post(path, "list", "1", "chat_id", "" + chat, "delivery", delivery);
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.location()).isEqualTo("../../deliveries?&chat_id=" + chat + "&done=resent");
        awaitStatus(delivery, "delivered");
        assertThat(me.post(path).location())
                .isEqualTo("../../deliveries/" + delivery + "?done=resent");
        assertThat(page("deliveries/" + delivery + "?done=resent")).contains("is sent again");
    }

    @Test
    void an_erased_event_is_said_to_be_gone() throws Exception {
        int chat = chat();
        webhook("");
        String delivery = delivery(chat, "delivered");
        hub.post("/hub/api/v1/erasures", "{\"chat_id\":" + chat + "}");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(page("deliveries/" + delivery))
                                        .contains("is not kept any more: it was erased"));
        Answer refused = me.post("deliveries/" + delivery + "/resend");
        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.text()).contains("it was erased");
    }
}

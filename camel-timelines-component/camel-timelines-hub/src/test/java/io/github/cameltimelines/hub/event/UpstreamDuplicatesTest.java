package io.github.cameltimelines.hub.event;

import static io.github.cameltimelines.hub.History.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TimelinesAI has several webhooks that lead to the hub, and each reports what it knows. */
class UpstreamDuplicatesTest extends HistoryFixture {

    private static final List<String> REPORTED =
            List.of("message:new", "message:received:new", "message:new", "message:received:new");

    @BeforeEach
    void webhooks() throws Exception {
        history.webhook("message:new", receiver.url("/all"), ",\"ordering\":\"strict\"");
        history.webhook(
                "message:received:new", receiver.url("/received"), ",\"ordering\":\"strict\"");
        history.webhook("message:sent:new", receiver.url("/sent"), "");
    }

    @Test
    void a_message_is_one_event_whichever_of_them_reports_it_first() throws Exception {
        report("message:new", "one");
        report("message:received:new", "one");
        report("message:received:new", "other");
        report("message:new", "other");

        restart();
        report("message:received:new", "one");
        report("message:new", "other");
        assertDeliveredOnce(List.of("one", "other"));
    }

    @Test
    void a_message_that_all_of_them_report_at_once_is_one_event() throws Exception {
        List<String> uids = new ArrayList<>();
        List<Future<?>> reports = new ArrayList<>();
        ExecutorService upstream = Executors.newFixedThreadPool(REPORTED.size());
        try {
            for (int number = 0; number < 20; number++) {
                String uid = "m-" + number;
                uids.add(uid);
                for (String type : REPORTED) {
                    reports.add(
                            upstream.submit(
                                    () -> {
                                        report(type, uid);
                                        return null;
                                    }));
                }
            }
            for (Future<?> report : reports) {
                report.get();
            }
        } finally {
            upstream.shutdownNow();
        }
        assertDeliveredOnce(uids);
    }

    private void report(String type, String uid) throws Exception {
        Reply reply =
                hub.send(
                        "POST",
                        "/hooks/" + RunningHub.SECRET,
                        null,
                        """
                        {"event_type":"%s","chat":{"chat_id":7},"message":{"text":"Hi",\
                        "direction":"received","message_uid":"%s"}}\
                        """
                                .formatted(type, uid));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    /** The webhooks are strict: what was accepted before the last has come before it. */
    private void assertDeliveredOnce(List<String> uids) throws Exception {
        report("message:new", "last");
        for (String path : List.of("/all", "/received")) {
            awaitCalls(path, uids.size() + 1);
            String type = path.equals("/all") ? "message:new" : "message:received:new";
            assertThat(receiver.calls(path))
                    .allMatch(call -> call.body().contains("\"event_type\":\"" + type + "\""));
            assertThat(receiver.calls(path).stream().map(call -> uidOf(call.body())))
                    .containsExactlyInAnyOrderElementsOf(with(uids, "last"));
        }
        assertThat(receiver.calls("/sent")).isEmpty();
        assertThat(history.list(EVENTS + "?limit=100")).hasSize(uids.size() + 1);
    }

    private static String uidOf(String body) {
        return body.replaceAll("(?s).*?\"message_uid\":\"([^\"]*)\".*", "$1");
    }

    private static List<String> with(List<String> uids, String one) {
        List<String> all = new ArrayList<>(uids);
        all.add(one);
        return all;
    }
}

package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.log.EventView;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.process.FreePort;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A hub, a receiver that answers as the test says, and a mail server. */
abstract class AlertFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Long enough for a mail that must not come. */
    static final Duration A_WHILE = Duration.ofSeconds(3);

    static final String OWNER = "owner@example.com";

    @TempDir Path folder;
    final GreenMail mails = new GreenMail(new ServerSetup(FreePort.next(), "127.0.0.1", "smtp"));
    final List<String> received = new CopyOnWriteArrayList<>();

    /** What is answered below a path; 200 where nothing is said. */
    final Map<String, Integer> answers = new ConcurrentHashMap<>();

    HttpServer receiver;
    RunningHub hub;
    private int posted;

    @BeforeEach
    void startServers() throws IOException {
        mails.start();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::take);
        receiver.start();
    }

    @AfterEach
    void stopServers() {
        if (hub != null) {
            hub.close();
        }
        receiver.stop(0);
        mails.stop();
    }

    private void take(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(path + " " + body);
        call.sendResponseHeaders(answers.getOrDefault(path, 200), -1);
        call.close();
    }

    /** Of a hub that may use the mail server; and what is set besides. */
    Map<String, String> mailing(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("timelines.bootstrap.owner-email", OWNER);
        settings.put("timelines.mail.host", "127.0.0.1");
        settings.put("timelines.mail.port", String.valueOf(mails.getSmtp().getPort()));
        settings.put("timelines.mail.security", "none");
        settings.put("timelines.mail.from", "Hub <hub@example.com>");
        for (int at = 0; at < more.length; at += 2) {
            settings.put(more[at], more[at + 1]);
        }
        return settings;
    }

    /** A webhook each of whose deliveries is one attempt. */
    int webhook(String path, String more) throws Exception {
        return webhook("message:received:new", path, ",\"retry_schedule\":\"none\"" + more);
    }

    int webhook(String type, String path, String more) throws Exception {
        Reply reply =
                hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"%s\",\"url\":\"http://127.0.0.1:%d%s\"%s}"
                                .formatted(type, receiver.getAddress().getPort(), path, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    /** So many events come in, one after the other. */
    void receive(int count) throws Exception {
        for (int event = 0; event < count; event++) {
            Reply reply =
                    hub.call(
                            "POST",
                            "/hooks/" + RunningHub.SECRET,
                            null,
                            BodyPublishers.ofString(
                                    ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":4711},"
                                                    + "\"message\":{\"text\":\"private words\",\"message_uid\":\"m-%d\"}}")
                                            .formatted(posted++)),
                            "Content-Type",
                            "application/json");
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
    }

    void errors(int webhook, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                hub.get("/integrations/api/webhooks/" + webhook)
                                                        .data()
                                                        .get("errors_counter")
                                                        .intValue())
                                        .isEqualTo(count));
    }

    List<MimeMessage> mails() {
        return Arrays.asList(mails.getReceivedMessages());
    }

    /** Waits for that many, and that there is none more. */
    List<MimeMessage> mails(int count) {
        await().atMost(PATIENCE).until(() -> mails().size() >= count);
        assertThat(mails()).hasSize(count);
        return mails();
    }

    void noMoreMailsThan(int count) {
        await().during(A_WHILE).atMost(PATIENCE).until(() -> mails().size() == count);
    }

    /** The ids of those of that type. */
    List<String> events(String type) {
        return hub
                .pipeline()
                .history()
                .events(new HistoryFilter(1, null, null, type, null, null, null), null, 100)
                .items()
                .stream()
                .map(EventView::eventId)
                .toList();
    }

    JdbcTemplate ledger() {
        return new JdbcTemplate(hub.pipeline().ledger().dataSource());
    }

    /** Alerts that nobody was told yet. */
    int untold() {
        return ledger().queryForObject("SELECT COUNT(*) FROM timelines_alert", Integer.class);
    }
}

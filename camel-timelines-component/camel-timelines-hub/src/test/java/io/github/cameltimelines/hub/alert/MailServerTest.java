package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.cameltimelines.hub.RunningHub;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Mail servers that are away, refuse, or want to be spoken to in a certain way. */
class MailServerTest extends AlertFixture {

    private static final String PASSWORD = "private+ä) &%41";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void read() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void end() {
        log.detachAppender(lines);
    }

    private String log() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("\n"));
    }

    private void failFiveTimes() throws Exception {
        answers.put("/bot", 500);
        webhook("/bot", "");
        receive(5);
    }

    /** A hub of those settings has something to tell. */
    private void failWith(String... settings) throws Exception {
        hub = RunningHub.start(folder.resolve("data"), mailing(settings));
        failFiveTimes();
    }

    /** The same, to be told over that server. */
    private void failOver(StartTlsSmtp server, String security, String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(
                List.of(
                        "timelines.mail.port",
                        String.valueOf(server.port()),
                        "timelines.mail.security",
                        security));
        failWith(settings.toArray(String[]::new));
    }

    /** As a user of the server with that certificate. */
    private static String[] signedIn(Certified certified) {
        return new String[] {
            "timelines.mail.host",
            "localhost",
            "timelines.mail.ca-file",
            certified.pem().toString(),
            "timelines.mail.username",
            "hub",
            "timelines.mail.password",
            PASSWORD
        };
    }

    private int tries() {
        Integer tries =
                ledger().queryForObject(
                                "SELECT COALESCE(MAX(tries), 0) FROM timelines_alert",
                                Integer.class);
        return tries == null ? 0 : tries;
    }

    private String mailHealth() throws Exception {
        for (JsonNode check :
                hub.get("/observe/health?exposureLevel=full&data=true", null)
                        .json()
                        .get("checks")) {
            if (check.get("name").asText().equals("timelines-mail")) {
                return check.get("status").asText();
            }
        }
        throw new AssertionError("There is no health check timelines-mail");
    }

    /** One try was made, and failed. */
    private void putOff() {
        await().atMost(PATIENCE).until(() -> log().contains("could not be told (try 1)"));
        assertThat(mails()).isEmpty();
        assertThat(untold()).isEqualTo(1);
    }

    @Test
    void a_mail_server_that_is_down_gets_the_mail_when_it_is_up_again() throws Exception {
        int port = mails.getSmtp().getPort();
        Map<String, String> settings = mailing();
        mails.stop();
        hub = RunningHub.start(folder, settings);
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> log().contains("could not be told (try 1)"));
        assertThat(mailHealth()).isEqualTo("DOWN");
        GreenMail up = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        up.start();
        try {
            await().atMost(PATIENCE).until(() -> up.getReceivedMessages().length == 1);
            assertThat(up.getReceivedMessages()[0].getSubject()).contains("is failing");
            await().atMost(PATIENCE).until(() -> untold() == 0);
            assertThat(mailHealth()).isEqualTo("UP");
        } finally {
            up.stop();
        }
    }

    @Test
    void a_mail_that_is_refused_is_tried_seldom_and_the_log_has_no_address() throws Exception {
        failWith("timelines.bootstrap.owner-email", "..@example.com");
        putOff();
        await().during(A_WHILE).atMost(PATIENCE).until(() -> tries() == 1);
        assertThat(log()).contains("next in 10 s").doesNotContain("example.com");
    }

    @Test
    void a_mail_server_that_hangs_holds_up_no_delivery() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            failWith("timelines.mail.port", String.valueOf(silent.getLocalPort()));
            await().atMost(PATIENCE).until(() -> tries() == 1);
            int before = received.size();
            answers.put("/bot", 200);
            long began = System.nanoTime();
            receive(20);
            await().atMost(PATIENCE).until(() -> received.size() == before + 20);
            assertThat(log()).as("it hangs still").doesNotContain("could not be told");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void a_user_signs_in_over_tls_with_a_certificate_of_the_operators_own() throws Exception {
        Certified certified = Certified.in(folder);
        try (StartTlsSmtp server = StartTlsSmtp.encryptedAtOnce(certified, mails)) {
            mails.setUser(OWNER, "hub", PASSWORD);
            failOver(server, "tls", signedIn(certified));
            mails(1);
            assertThat(server.said()).anyMatch(line -> line.startsWith("AUTH "));
            assertThat(hub.camel().getEndpoints())
                    .extracting(Object::toString)
                    .noneMatch(uri -> uri.contains("private"));
        }
    }

    @Test
    void with_starttls_nothing_is_said_before_the_connection_is_encrypted() throws Exception {
        Certified certified = Certified.in(folder);
        try (StartTlsSmtp server = StartTlsSmtp.encryptedOnDemand(certified, mails)) {
            mails.setUser(OWNER, "hub", PASSWORD);
            failOver(server, "starttls", signedIn(certified));
            mails(1);
            assertThat(server.saidInClear())
                    .allMatch(line -> line.startsWith("EHLO ") || line.equals("STARTTLS"))
                    .contains("STARTTLS");
            assertThat(server.said()).anyMatch(line -> line.startsWith("AUTH "));
        }
    }

    @Test
    void with_starttls_a_server_that_does_not_offer_it_is_told_nothing() throws Exception {
        mails.setUser(OWNER, "hub", PASSWORD);
        failWith(
                "timelines.mail.security",
                "starttls",
                "timelines.mail.username",
                "hub",
                "timelines.mail.password",
                PASSWORD);
        putOff();
        assertThat(log()).contains("STARTTLS");
    }

    @Test
    void a_certificate_that_java_does_not_trust_is_refused() throws Exception {
        Certified certified = Certified.in(folder);
        try (StartTlsSmtp server = StartTlsSmtp.encryptedAtOnce(certified, mails)) {
            failOver(server, "tls", "timelines.mail.host", "localhost");
            putOff();
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        Certified certified = Certified.in(folder);
        try (StartTlsSmtp server = StartTlsSmtp.encryptedAtOnce(certified, mails)) {
            failOver(server, "tls", "timelines.mail.ca-file", certified.pem().toString());
            putOff();
        }
    }

    @Test
    void a_wrong_password_is_said_in_the_log_and_not_shown() throws Exception {
        mails.setUser(OWNER, "hub", PASSWORD);
        failWith("timelines.mail.username", "hub", "timelines.mail.password", "private-and-wrong");
        putOff();
        assertThat(log()).contains("Authentication").doesNotContain("private");
    }
}

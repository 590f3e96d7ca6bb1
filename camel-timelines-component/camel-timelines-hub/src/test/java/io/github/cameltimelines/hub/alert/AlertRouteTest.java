package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltimelines.hub.RunningHub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The route {@code timelines-alerts} is a route as any other. */
class AlertRouteTest extends AlertFixture {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("timelines-alerts");
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void read() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void end() {
        log.detachAppender(lines);
    }

    private RouteBuilder ownRoute() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timelines-hub:alerts")
                        .routeId("timelines-alerts")
                        .routeDescription("Tells the chat of those on call")
                        .process(e -> told.add(e.getMessage().getHeader("Subject", String.class)));
            }
        };
    }

    private void failFiveTimes() throws Exception {
        answers.put("/bot", 500);
        webhook("/bot?token=private", "");
        receive(5);
    }

    private List<String> warnings() {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void without_a_mail_server_an_alert_is_one_line_of_the_log() throws Exception {
        hub = RunningHub.start(folder, Map.of("timelines.bootstrap.owner-email", OWNER));
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> !warnings().isEmpty());
        receive(3);
        await().during(A_WHILE).atMost(PATIENCE).until(() -> warnings().size() == 1);
        assertThat(warnings().get(0))
                .contains("is failing: message:received:new to 127.0.0.1", "timelines.mail.host")
                .doesNotContain("private", OWNER);
        assertThat(untold()).isZero();
    }

    @Test
    void where_a_workspace_has_no_owner_an_alert_is_one_line_of_the_log() throws Exception {
        hub = RunningHub.start(folder, mailing("timelines.bootstrap.owner-email", ""));
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> warnings().size() == 1);
        assertThat(warnings().get(0)).contains("owner_email");
        noMoreMailsThan(0);
    }

    @Test
    void while_the_route_is_stopped_alerts_wait() throws Exception {
        hub = RunningHub.start(folder, mailing());
        hub.camel().getRouteController().stopRoute("timelines-alerts");
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> untold() == 1);
        noMoreMailsThan(0);
        hub.camel().getRouteController().startRoute("timelines-alerts");
        mails(1);
    }

    @Test
    void a_route_of_the_same_id_takes_its_place() throws Exception {
        hub = RunningHub.start(folder, mailing());
        hub.camel().addRoutes(ownRoute());
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> told.size() == 1);
        noMoreMailsThan(0);
    }

    @Test
    void a_route_of_the_same_id_that_was_there_before_the_hub_stays() throws Exception {
        hub = RunningHub.start(folder, mailing(), ownRoute());
        failFiveTimes();
        await().atMost(PATIENCE).until(() -> told.size() == 1);
        assertThat(told.get(0)).contains("is failing");
        noMoreMailsThan(0);
    }

    @Test
    void what_is_sent_can_be_intercepted() throws Exception {
        hub = RunningHub.start(folder, mailing());
        AdviceWith.adviceWith(
                hub.camel(),
                "timelines-alerts",
                advice ->
                        advice.interceptSendToEndpoint("smtp*")
                                .setHeader("Subject", () -> "[staging]"));
        failFiveTimes();
        assertThat(mails(1).get(0).getSubject()).isEqualTo("[staging]");
    }
}

package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.model.HubEvents;
import io.github.cameltimelines.process.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several hubs on one PostgreSQL tell of an alert once. */
class TwoHubsAlertIT extends AlertFixture {

    private EmbeddedPostgres database;
    private Map<String, String> settings;
    private RunningHub other;

    @BeforeEach
    void startHubs() throws Exception {
        database =
                EmbeddedPostgres.builder()
                        .setPort(FreePort.next())
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
        settings =
                mailing(
                        "timelines.datasource.url",
                        database.getJdbcUrl("postgres", "postgres"),
                        "timelines.datasource.username",
                        "postgres");
        hub = RunningHub.start(folder.resolve("one"), settings);
        other = RunningHub.start(folder.resolve("two"), settings);
    }

    @AfterEach
    void stopHubs() throws Exception {
        other.close();
        hub.close();
        hub = null;
        database.close();
    }

    @Test
    void two_hubs_send_one_mail_for_each_webhook_and_make_one_event() throws Exception {
        int webhooks = 8;
        for (int number = 0; number < webhooks; number++) {
            answers.put("/bot" + number, 500);
            webhook("/bot" + number, "");
        }
        receive(5);
        mails(webhooks);
        noMoreMailsThan(webhooks);
        assertThat(mails())
                .extracting(mail -> mail.getHeader("Message-ID")[0])
                .doesNotHaveDuplicates();
        assertThat(events(HubEvents.WEBHOOK_FAILING)).hasSize(webhooks);
        answers.clear();
        receive(1);
        mails(2 * webhooks);
        noMoreMailsThan(2 * webhooks);
        assertThat(events(HubEvents.WEBHOOK_RECOVERED)).hasSize(webhooks);
    }

    @Test
    void what_a_hub_held_that_was_killed_another_tells() throws Exception {
        hub.suspend("timelines-alerts");
        other.suspend("timelines-alerts");
        answers.put("/bot", 500);
        webhook("/bot", "");
        receive(5);
        await().atMost(PATIENCE).until(() -> untold() == 1);
        int killed = 1_000_000; // a node that took it, and of which nothing else is left
        ledger().update("UPDATE timelines_alert SET holder = ?, tries = 1", killed);
        other.resume("timelines-alerts");
        mails(1);
        await().atMost(PATIENCE).until(() -> untold() == 0);
    }

    @Test
    void what_a_hub_counted_that_was_killed_before_it_told_anybody_another_finds()
            throws Exception {
        answers.put("/bot", 500);
        int bot = webhook("/bot", "");
        receive(3);
        errors(bot, 3);
        ledger().update(
                        "UPDATE timelines_subscription_figures SET errors_counter = 5 WHERE subscription_id = ?",
                        bot);
        mails(1);
        noMoreMailsThan(1);
    }
}

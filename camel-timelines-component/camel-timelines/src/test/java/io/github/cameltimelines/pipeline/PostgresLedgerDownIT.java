package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.process.FreePort;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresLedgerDownIT extends LedgerDownContract {

    private final String database = PostgresServer.emptyDatabase();

    @Override
    DataSource dataSource() {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(PostgresServer.url(database));
        return postgres;
    }

    @Test
    void a_postgresql_that_is_stopped_and_started_again_is_used_again(@TempDir Path folder)
            throws Exception {
        int port = FreePort.next();
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        EmbeddedPostgres server = server(folder, port);
        try (HikariDataSource pool =
                        pool("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
                TimelinesPipeline on = on(pool)) {
            on.outbox().serve(subscription(on, "stop", "*", Ordering.CHAT), to(into(events), "1s"));
            assertThat(post(on, message(1, "a")).get()).isInstanceOf(Acceptance.Stored.class);
            server.close();
            assertThat(post(on, message(1, "b")).get(CALLER_WAITS.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(Acceptance.Unavailable.class);
            assertThat(on.ledger().state().isUp()).isFalse();
            server = server(folder, port);
            await().atMost(PATIENCE)
                    .until(() -> post(on, message(1, "b")).get() instanceof Acceptance.Stored);
            await().atMost(PATIENCE).until(() -> events.size() == 2);
            assertThat(events).extracting(Event::messageUid).containsExactly("a", "b");
            await().atMost(PATIENCE).until(() -> on.ledger().state().isUp());
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres server(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    private static TimelinesPipeline on(DataSource dataSource) {
        return TimelinesPipeline.start(
                LedgerSettings.in(dataSource, Duration.ofSeconds(2)),
                Retention.Ages.DEFAULT,
                Clock.systemUTC());
    }

    /** With the text of each statement sent, so that the proxy sees which one it is. */
    static String throughProxy(TcpProxy proxy, String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + proxy.port()
                + "/"
                + database
                + "?user=postgres&prepareThreshold=0&sslmode=disable&gssEncMode=disable";
    }

    @Test
    void a_postgresql_that_hangs_is_503_within_the_callers_patience_and_is_used_again()
            throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        try (TcpProxy proxy = new TcpProxy(PostgresServer.server().getPort());
                HikariDataSource pool = pool(throughProxy(proxy, database));
                TimelinesPipeline on = on(pool)) {
            on.outbox().serve(subscription(on, "hang", "*", Ordering.CHAT), to(into(events), "1s"));
            assertThat(post(on, message(1, "a")).get()).isInstanceOf(Acceptance.Stored.class);
            proxy.pause();
            for (String uid : List.of("b", "c")) {
                assertThat(
                                post(on, message(1, uid))
                                        .get(CALLER_WAITS.toSeconds(), TimeUnit.SECONDS))
                        .isInstanceOf(Acceptance.Unavailable.class);
            }
            assertThat(on.ledger().state().isUp()).isFalse();
            proxy.goOn();
            for (String uid : List.of("b", "c", "d")) {
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        !(post(on, message(1, uid)).get()
                                                instanceof Acceptance.Unavailable));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(events)
                                            .as("rows owed: %s", PostgresServer.owed(database))
                                            .extracting(Event::messageUid)
                                            .contains("a", "b", "c", "d"));
            await().atMost(PATIENCE).until(() -> on.ledger().state().isUp());
        }
    }

    @ParameterizedTest
    @EnumSource(TcpProxy.Cut.class)
    void an_event_whose_commit_or_its_answer_is_lost_is_delivered_after_the_caller_came_again(
            TcpProxy.Cut cut) throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        try (TcpProxy proxy = new TcpProxy(PostgresServer.server().getPort());
                HikariDataSource pool = pool(throughProxy(proxy, database));
                TimelinesPipeline on = on(pool)) {
            on.outbox().serve(subscription(on, "cut", "*", Ordering.CHAT), to(into(events), "1s"));
            for (int time = 0; time < 3; time++) {
                String uid = "m" + time;
                assertThat(post(on, message(1, "before-" + uid)).get())
                        .isInstanceOf(Acceptance.Stored.class);
                proxy.cutAtCommitAfter("INSERT INTO timelines_event", cut);
                assertThat(post(on, message(1, uid)).get())
                        .isInstanceOf(Acceptance.Unavailable.class);
                // A commit that comes late is found when the caller comes again after it.
                await().atMost(PATIENCE)
                        .until(() -> cut == TcpProxy.Cut.LONG_BEFORE_COMMIT ? stored(uid) : true);
                assertThat(post(on, message(1, uid)).get())
                        .isInstanceOf(
                                cut == TcpProxy.Cut.BEFORE_COMMIT
                                        ? Acceptance.Stored.class
                                        : Acceptance.Duplicate.class);
                int expected = (time + 1) * 2;
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).hasSize(expected));
            }
            assertThat(events).extracting(Event::messageUid).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TcpProxy.Cut.class,
            names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void a_settle_whose_commit_or_its_answer_is_lost_is_repeated_and_the_delivery_is_not(
            TcpProxy.Cut cut) throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        try (TcpProxy proxy = new TcpProxy(PostgresServer.server().getPort());
                HikariDataSource pool = pool(throughProxy(proxy, database));
                TimelinesPipeline on = on(pool)) {
            on.outbox().serve(subscription(on, "cut", "*", Ordering.CHAT), to(into(events), "1s"));
            for (int time = 0; time < 3; time++) {
                proxy.cutAtCommitAfter("INSERT INTO timelines_attempt", cut);
                assertThat(post(on, message(1, "m" + time)).get())
                        .isInstanceOf(Acceptance.Stored.class);
                await().atMost(PATIENCE).until(() -> !proxy.isArmed());
                await().atMost(PATIENCE).until(() -> on.outbox().held() == 0);
            }
            assertThat(events).extracting(Event::messageUid).containsExactly("m0", "m1", "m2");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        }
    }

    private boolean stored(String uid) throws SQLException {
        try (Connection connection =
                        PostgresServer.server().getDatabase("postgres", database).getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT 1 FROM timelines_event WHERE POSITION(CAST(? AS BYTEA) IN payload) > 0")) {
            select.setBytes(1, ("\"" + uid + "\"").getBytes(StandardCharsets.UTF_8));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}

package io.github.cameltimelines.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What rows make of the backlog of which workspace; they are counted when the test says so. */
class BacklogCounterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int OURS = 1;
    private static final int THEIRS = 2;

    @AutoClose private final Ledger ledger = Ledger.open(LedgerSettings.memory(), CLOCK);
    private final JdbcTemplate jdbc = new JdbcTemplate(ledger.dataSource());
    private final Queue<Runnable> counts = new ArrayDeque<>();
    private final BacklogCounter counter = new BacklogCounter(ledger, CLOCK, counts::add);
    private long id = TimeOrderedIds.firstOf(NOW.minusSeconds(90));

    @BeforeEach
    void subscribe() {
        for (int number : new int[] {OURS, THEIRS}) {
            jdbc.update(
                    "INSERT INTO timelines_subscription (subscription_id, workspace_id, name, event_types,"
                            + " destination, ordering, skip_own_messages, enabled, created_at_ms, updated_at_ms)"
                            + " VALUES (?, ?, 's', '*', 'route:s', 'NONE', FALSE, TRUE, 0, 0)",
                    number,
                    number);
        }
    }

    private void owe(int subscription, int queue, int attempts, int holder, long turn) {
        jdbc.update(
                "INSERT INTO timelines_delivery VALUES (?, ?, ?, ?, 0, ?, ?, ?, NULL)",
                ++id,
                id,
                subscription,
                queue,
                attempts,
                holder,
                turn);
    }

    private static long inSeconds(int seconds) {
        return NOW.plusSeconds(seconds).toEpochMilli();
    }

    private Backlog counted(int workspace) {
        counter.of(workspace);
        counts.remove().run();
        return counter.of(workspace).orElseThrow();
    }

    @Test
    void each_row_counts_once_in_its_workspace() {
        owe(OURS, 0, 1, 0, inSeconds(-5)); // due
        owe(OURS, OURS, 1, 0, inSeconds(5));
        owe(OURS, OURS, 1, 0, inSeconds(6)); // two scheduled
        owe(OURS, 0, 1, 3, 0);
        owe(OURS, 0, 2, 4, 0);
        owe(OURS, 0, 3, 4, 0); // three held
        owe(OURS, 0, 0, -2, 77); // waits
        owe(OURS, 0, 9, -1, inSeconds(-9)); // given up
        owe(THEIRS, 0, 9, -1, inSeconds(-9));
        owe(99, 0, 1, 0, inSeconds(-500)); // its subscription was deleted
        assertThat(counted(OURS))
                .isEqualTo(new Backlog(NOW, 1, 2, 3, 1, 1, 0, Duration.ofSeconds(5)));
        assertThat(counter.of(OURS).orElseThrow().owed()).isEqualTo(7);
        assertThat(counter.of(THEIRS)).contains(new Backlog(NOW, 0, 0, 0, 0, 1, 0, Duration.ZERO));
        assertThat(counter.of(3)).contains(Backlog.none(NOW));
    }

    @Test
    void a_delivery_that_was_never_tried_is_as_old_as_its_id_says() {
        owe(OURS, 0, 0, 3, 0);
        owe(OURS, 0, 1, 0, inSeconds(-5));
        assertThat(counted(OURS).oldestDue()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void an_event_whose_deliveries_are_still_to_be_made_is_its_workspaces() {
        owe(0, -5, 0, 0, 0);
        jdbc.update(
                "INSERT INTO timelines_event VALUES (?, ?, RANDOM_UUID(), 'chat:closed', NULL, X'')",
                id,
                THEIRS);
        assertThat(counted(THEIRS)).isEqualTo(new Backlog(NOW, 0, 0, 0, 0, 0, 1, Duration.ZERO));
        assertThat(counter.of(OURS)).contains(Backlog.none(NOW));
    }

    @Test
    void nobody_waits_for_a_long_count() {
        assertThat(counter.of(OURS)).as("none has ended yet").isEmpty();
        counts.remove().run();
        Optional<Backlog> first = counter.of(OURS);
        assertThat(first).contains(Backlog.none(NOW));
        owe(OURS, 0, 0, -2, 77);
        await().until(() -> counter.of(OURS).isPresent() && !counts.isEmpty());
        assertThat(counter.of(OURS)).as("the next has begun").isEqualTo(first);
        assertThat(counts).as("one at a time").hasSize(1);
        counts.remove().run();
        assertThat(counter.of(OURS).orElseThrow().waiting()).isEqualTo(1);
    }
}

package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that expands events to many subscriptions is killed at random moments ({@code
 * -Dkills=N}, default 6), and started again on the same ledger.
 */
abstract class FanOutKillContract {

    private static final int EVENTS_MAX = 25; // between two kills

    @TempDir Path folder;

    /** JDBC URL or folder. */
    abstract String ledger();

    /** For a look at what the child left. */
    abstract String jdbcUrl();

    @Test
    void each_subscription_gets_each_accepted_event_in_order_and_no_delivery_is_made_twice()
            throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        String ledger = ledger();
        try (ChildProcess child = new ChildProcess(folder, ledger, FanOutKillChild.class)) {
            child.start();
            for (int kill = 0; kill < Integer.getInteger("kills", 6); kill++) {
                int until = accepted().size() + 1 + random.nextInt(EVENTS_MAX);
                await("seed " + seed + ", child's log:\n" + child.log())
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> accepted().size() >= until);
                child.kill();
                child.start();
            }
            List<String> all = accepted();
            Map<String, List<String>> expected = new TreeMap<>();
            for (int number = 0; number < FanOutKillChild.SUBSCRIPTIONS; number++) {
                for (String uid : all) {
                    expected.computeIfAbsent(key("many-" + number, uid), any -> new ArrayList<>())
                            .add(uid);
                }
            }
            await("seed " + seed + ", child's log:\n" + child.log())
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(firstsOf(child, all)).isEqualTo(expected));
            child.kill();
        }
        assertThat(deliveriesMadeTwice()).as("seed %d", seed).isZero();
    }

    private List<String> accepted() {
        try {
            Path file = FanOutKillChild.accepted(folder.resolve("delivered.txt"));
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String subscription, String uid) {
        return subscription + " " + uid.substring(0, uid.indexOf('-'));
    }

    /** What each subscription took of those, by chat, in the order of the first time. */
    private static Map<String, List<String>> firstsOf(ChildProcess child, List<String> events) {
        Set<String> wanted = Set.copyOf(events);
        Map<String, List<String>> firsts = new TreeMap<>();
        for (String line : new LinkedHashSet<>(child.delivered())) {
            String[] parts = line.split(" ");
            if (parts.length == 2 && wanted.contains(parts[1])) {
                firsts.computeIfAbsent(key(parts[0], parts[1]), any -> new ArrayList<>())
                        .add(parts[1]);
            }
        }
        return firsts;
    }

    /** Events and subscriptions that more than one delivery was made for. */
    private int deliveriesMadeTwice() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), "");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM (SELECT event_id, subscription_id FROM"
                                        + " (SELECT delivery_id, event_id, subscription_id FROM timelines_delivery"
                                        + " WHERE queue >= 0 UNION SELECT delivery_id, event_id, subscription_id"
                                        + " FROM timelines_attempt) made"
                                        + " GROUP BY event_id, subscription_id HAVING COUNT(*) > 1) twice")) {
            row.next();
            return row.getInt(1);
        }
    }

    abstract String user();
}

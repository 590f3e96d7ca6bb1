package io.github.cameltimelines.hub.flow;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.workspace.Workspace;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Which subscriptions are those of flows, and when a node last had the file. A subscription goes on
 * to take events when its file is removed, so that a file that was moved, or a folder that was not
 * mounted, costs nothing; but not for ever. Thread-safe.
 */
final class FlowSubscriptions {

    private final Supplier<TimelinesPipeline> pipeline;

    FlowSubscriptions(Supplier<TimelinesPipeline> pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * These routes of the file run here.
     *
     * @return false if one of the names is no subscription: another node let go of it
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    boolean seen(String file, Set<String> names, Instant now) {
        boolean all = true;
        for (String name : names) {
            Optional<Subscription> subscription =
                    pipeline.get().subscriptions().ofWorkspace(Workspace.DEFAULT_ID).stream()
                            .filter(one -> one.name().equals(name) && !one.isHttp())
                            .findFirst();
            subscription.ifPresent(one -> seen(file, one.id(), now));
            all &= subscription.isPresent();
        }
        return all;
    }

    private void seen(String file, int id, Instant now) {
        long at = now.toEpochMilli();
        int known =
                change(
                        "UPDATE timelines_flow SET file = ?, seen_at_ms = ? WHERE subscription_id = ?",
                        file,
                        at,
                        id);
        if (known == 0) {
            try {
                change(
                        "INSERT INTO timelines_flow (file, seen_at_ms, subscription_id) VALUES (?, ?, ?)",
                        file,
                        at,
                        id);
            } catch (DuplicateKeyException e) {
                return; // another node was faster
            }
        }
    }

    /** The file is here, but cannot be loaded: whatever it had goes on to take events. */
    void seen(String file, Instant now) {
        change("UPDATE timelines_flow SET seen_at_ms = ? WHERE file = ?", now.toEpochMilli(), file);
    }

    /** Ends the subscriptions whose file no node has had since then; answers how many. */
    int end(Instant since) {
        List<Integer> ended =
                new JdbcTemplate(pipeline.get().ledger().dataSource())
                        .queryForList(
                                "SELECT subscription_id FROM timelines_flow WHERE seen_at_ms < ?",
                                Integer.class,
                                since.toEpochMilli());
        for (int id : ended) {
            pipeline.get()
                    .subscriptions()
                    .edit(
                            null,
                            edits -> {
                                edits.byId(id).ifPresent(edits::delete);
                                return null;
                            });
            change("DELETE FROM timelines_flow WHERE subscription_id = ?", id);
        }
        return ended.size();
    }

    private int change(String sql, Object... values) {
        try (HeldConnection connection = pipeline.get().ledger().holdSynced()) {
            return connection.transact(
                    open ->
                            new JdbcTemplate(new SingleConnectionDataSource(open, true))
                                    .update(sql, values));
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The flows cannot be noted", e);
        }
    }
}

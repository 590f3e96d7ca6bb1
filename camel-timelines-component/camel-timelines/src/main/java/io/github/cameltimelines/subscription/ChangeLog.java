package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.subscription.Change.Action;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads who changed which subscription. Thread-safe. */
public final class ChangeLog {

    private final JdbcTemplate jdbc;

    public ChangeLog(Ledger ledger) {
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /** The latest changes of a workspace, the newest first. */
    public List<Change> latest(int workspaceId, int max) {
        return read("", workspaceId, max);
    }

    /** The latest of them that changed this subscription, which may be gone. */
    public List<Change> latestOf(int workspaceId, int subscriptionId, int max) {
        return read("subscription_id = ? AND ", subscriptionId, workspaceId, max);
    }

    private List<Change> read(String which, Object... values) {
        return jdbc.query(
                "SELECT * FROM timelines_change WHERE "
                        + which
                        + "workspace_id = ? ORDER BY change_id DESC LIMIT ?",
                (row, number) ->
                        new Change(
                                row.getLong("change_id"),
                                TimeOrderedIds.timeOf(row.getLong("change_id")),
                                row.getInt("subscription_id"),
                                row.getString("member"),
                                Action.valueOf(row.getString("action")),
                                row.getString("before_json"),
                                row.getString("after_json")),
                values);
    }
}

package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.subscription.Change.Action;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The subscriptions inside a transaction that changes them: see {@link Subscriptions#edit}. What is
 * read here no other node changes before the end. With a member, each change is written to the
 * change log. For one thread, until the transaction ends.
 */
public final class SubscriptionEdits {

    private static final String SELECT = "SELECT * FROM timelines_subscription WHERE ";

    private static final String INSERT =
            "INSERT INTO timelines_subscription ("
                    + String.join(", ", SubscriptionRows.COLUMNS)
                    + ", updated_at_ms, created_at_ms) VALUES ("
                    + Stream.generate(() -> "?")
                            .limit(SubscriptionRows.COLUMNS.size() + 2L)
                            .collect(Collectors.joining(", "))
                    + ")";

    private static final String UPDATE =
            "UPDATE timelines_subscription SET "
                    + String.join(" = ?, ", SubscriptionRows.COLUMNS)
                    + " = ?, updated_at_ms = ? WHERE subscription_id = ?";

    private final JdbcTemplate jdbc;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String member;

    SubscriptionEdits(JdbcTemplate jdbc, TimeOrderedIds ids, Clock clock, String member) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
        this.member = member;
    }

    public Optional<Subscription> byId(int id) {
        return jdbc.query(SELECT + "subscription_id = ?", SubscriptionRows::read, id).stream()
                .findFirst();
    }

    /** The subscription of that name, in that workspace. */
    public Optional<Subscription> byName(int workspaceId, String name) {
        return jdbc
                .query(
                        SELECT + "workspace_id = ? AND name = ?",
                        SubscriptionRows::read,
                        workspaceId,
                        name)
                .stream()
                .findFirst();
    }

    /** Of a workspace, by their ids. */
    public List<Subscription> ofWorkspace(int workspaceId) {
        return jdbc.query(
                SELECT + "workspace_id = ? ORDER BY subscription_id",
                SubscriptionRows::read,
                workspaceId);
    }

    /**
     * @return the wish with its id
     * @throws org.springframework.dao.DuplicateKeyException if the workspace has the name already
     */
    public Subscription create(Subscription wish) {
        Subscription edited = edited(wish);
        long now = edited.updatedAt().toEpochMilli();
        jdbc.update(INSERT, SubscriptionRows.values(edited, now, now));
        Subscription created = byName(wish.workspaceId(), wish.name()).orElseThrow();
        log(created, Action.CREATED, null, created);
        return created;
    }

    /**
     * Brings the subscription of that id to what it shall be.
     *
     * @throws IllegalArgumentException if there is none
     * @throws org.springframework.dao.DuplicateKeyException if another of the workspace has the new
     *     name
     */
    public Subscription update(Subscription wish) {
        Subscription before =
                byId(wish.id())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no subscription " + wish.id()));
        Subscription edited = edited(wish);
        jdbc.update(
                UPDATE,
                SubscriptionRows.values(edited, edited.updatedAt().toEpochMilli(), wish.id()));
        Subscription after = byId(wish.id()).orElseThrow();
        log(after, Action.of(before, after), before, after);
        return after;
    }

    /** What is owed to it stays owed to nobody: the outbox finds its subscription gone. */
    public void delete(Subscription subscription) {
        jdbc.update(
                "DELETE FROM timelines_subscription WHERE subscription_id = ?", subscription.id());
        log(subscription, Action.DELETED, subscription, null);
    }

    private Subscription edited(Subscription wish) {
        return wish.but().edited(member, clock.instant()).build();
    }

    private void log(Subscription of, Action action, Subscription before, Subscription after) {
        if (member != null) {
            jdbc.update(
                    "INSERT INTO timelines_change (change_id, workspace_id, subscription_id, member,"
                            + " action, before_json, after_json) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    ids.next(),
                    of.workspaceId(),
                    of.id(),
                    member,
                    action.name(),
                    Change.json(before),
                    Change.json(after));
        }
    }
}

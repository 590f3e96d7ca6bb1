package io.github.cameltimelines.erasure;

import io.github.cameltimelines.erasure.Progress.Step;
import io.github.cameltimelines.wire.PhoneMention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The next part of an erasure, in the caller's transaction: some rows of one table, in the order of
 * their ids.
 */
final class ErasureSteps {

    /** Payloads in one transaction: accepting into an H2 ledger waits for it. */
    private static final int PAYLOADS = 200;

    private static final long PAYLOAD_BYTES = 1 << 20;
    private static final int ROWS = 2_000;

    private final ErasedRows rows = new ErasedRows();
    private final ErasedReplays replays;

    ErasureSteps(Clock clock) {
        replays = new ErasedReplays(clock);
    }

    /** Answers how far it has come then; the same, if it has to wait. */
    Progress step(Connection in, Progress now) throws SQLException {
        return switch (now.step()) {
            case PAYLOADS -> payloads(in, now);
            case CHATS -> chats(in, now);
            case REPLAYS -> replays(in, now);
            case DELIVERIES -> deliveries(in, now);
            case NODES -> nodes(in, now);
            case ATTEMPTS -> attempts(in, now);
            case DONE -> now;
        };
    }

    private Progress payloads(Connection in, Progress now) throws SQLException {
        long end = rows.endOfPayloads(in, now.reached(), now.reachTo(), PAYLOADS, PAYLOAD_BYTES);
        if (end == 0) {
            return now.next(Step.CHATS, 0, now.reachTo());
        }
        List<Long> found = new ArrayList<>();
        Set<String> chats = new HashSet<>();
        rows.payloads(
                in,
                now.workspaceId(),
                now.reached(),
                end,
                (id, payload) -> {
                    Optional<PhoneMention> mention =
                            PhoneMention.find(payload, now.subject().phone());
                    if (mention.isPresent()) {
                        found.add(id);
                        if (mention.get().directChat() != null) {
                            chats.add(mention.get().directChat());
                        }
                    }
                });
        return now.events(end, now.subject().with(chats), rows.erase(in, found));
    }

    private Progress chats(Connection in, Progress now) throws SQLException {
        long end =
                now.subject().chats().isEmpty()
                        ? 0
                        : rows.end(
                                in,
                                "timelines_event",
                                "event_id",
                                now.reached(),
                                now.reachTo(),
                                ROWS);
        if (end == 0) {
            return now.next(Step.REPLAYS, 0, rows.newest(in, "timelines_replay", "replay_id"));
        }
        List<Long> found =
                rows.ofChats(
                        in,
                        now.workspaceId(),
                        List.copyOf(now.subject().chats()),
                        now.reached(),
                        end);
        return now.events(end, now.subject(), rows.erase(in, found));
    }

    /** Before what they made due is dropped, so that they make no more of it. */
    private Progress replays(Connection in, Progress now) throws SQLException {
        long end =
                rows.end(in, "timelines_replay", "replay_id", now.reached(), now.reachTo(), ROWS);
        if (end == 0) {
            return now.next(
                    Step.DELIVERIES, 0, rows.newest(in, "timelines_delivery", "delivery_id"));
        }
        replays.erase(in, now.workspaceId(), now.subject(), now.reached(), end);
        return now.next(Step.REPLAYS, end, now.reachTo());
    }

    private Progress deliveries(Connection in, Progress now) throws SQLException {
        long end =
                rows.end(
                        in,
                        "timelines_delivery",
                        "delivery_id",
                        now.reached(),
                        now.reachTo(),
                        ROWS);
        if (end == 0) {
            return now.next(Step.NODES, rows.revision(in), 0);
        }
        return now.deliveries(end, rows.drop(in, now.workspaceId(), now.reached(), end));
    }

    private Progress nodes(Connection in, Progress now) throws SQLException {
        return rows.haveAllSeen(in, now.reached())
                ? now.next(Step.ATTEMPTS, 0, rows.newest(in, "timelines_attempt", "attempt_id"))
                : now;
    }

    private Progress attempts(Connection in, Progress now) throws SQLException {
        long end =
                rows.end(in, "timelines_attempt", "attempt_id", now.reached(), now.reachTo(), ROWS);
        if (end == 0) {
            return now.next(Step.DONE, 0, 0);
        }
        return now.attempts(end, rows.eraseTexts(in, now.workspaceId(), now.reached(), end));
    }
}

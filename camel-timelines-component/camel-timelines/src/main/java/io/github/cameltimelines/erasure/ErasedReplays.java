package io.github.cameltimelines.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.TimelinesJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What an erasure reads and writes of replays: the wish of one may name a chat. */
final class ErasedReplays {

    private static final String CHAT_ID = "chat_id";
    private static final ObjectMapper JSON = TimelinesJson.mapper();

    private static final String NAMING_A_CHAT =
            "SELECT replay_id, wish FROM timelines_replay WHERE replay_id > ? AND replay_id <= ? AND workspace_id = ?"
                    + " AND wish LIKE '%\"chat_id\"%'";

    /** One that has not ended has nothing left to do. */
    private static final String ERASE =
            "UPDATE timelines_replay SET wish = ?,"
                    + " state = CASE WHEN ended_at_ms IS NULL THEN 'FAILED' ELSE state END,"
                    + " error = CASE WHEN ended_at_ms IS NULL THEN 'The chat was erased' ELSE error END,"
                    + " ended_at_ms = COALESCE(ended_at_ms, ?) WHERE replay_id = ?";

    private record Wish(long replayId, ObjectNode json) {}

    private final Clock clock;

    ErasedReplays(Clock clock) {
        this.clock = clock;
    }

    void erase(Connection in, int workspaceId, Subject subject, long above, long to)
            throws SQLException {
        try (PreparedStatement update = in.prepareStatement(ERASE)) {
            for (Wish wish : naming(in, workspaceId, above, to)) {
                if (subject.isNamedBy(wish.json().path(CHAT_ID).asText())) {
                    update.setString(1, wish.json().put(CHAT_ID, "erased").toString());
                    update.setLong(2, clock.millis());
                    update.setLong(3, wish.replayId());
                    update.executeUpdate();
                }
            }
        }
    }

    private static List<Wish> naming(Connection in, int workspaceId, long above, long to)
            throws SQLException {
        List<Wish> found = new ArrayList<>();
        try (PreparedStatement select = in.prepareStatement(NAMING_A_CHAT)) {
            select.setLong(1, above);
            select.setLong(2, to);
            select.setInt(3, workspaceId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Wish(row.getLong(1), json(row.getString(2))));
                }
            }
        }
        return found;
    }

    private static ObjectNode json(String wish) throws SQLException {
        try {
            return (ObjectNode) JSON.readTree(wish);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new SQLException("timelines_replay.wish is not what we wrote");
        }
    }
}

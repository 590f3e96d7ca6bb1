package io.github.cameltimelines.hub.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.time.Instant;

/**
 * A replay, as it is shown.
 *
 * @param wish what was asked for, without ids
 * @param position of a filter: the time that it has come to; null before the first
 * @param done of a list: how many ids; null for a filter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayJson(
        String id,
        String state,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("ended_at") String endedAt,
        JsonNode wish,
        long resent,
        long skipped,
        String position,
        Long done,
        Long total,
        String error) {

    static ReplayJson of(Replay replay) {
        boolean listed = replay.isListed();
        Instant at = listed || replay.place() <= 0 ? null : TimeOrderedIds.timeOf(replay.place());
        return new ReplayJson(
                IdForm.REPLAY.format(replay.id()),
                replay.state().wireName(),
                replay.member(),
                TimeOrderedIds.timeOf(replay.id()).toString(),
                text(replay.endedAt()),
                ReplayWish.shown(replay.wish()),
                replay.resent(),
                replay.skipped(),
                text(at),
                listed ? replay.place() : null,
                listed ? replay.end() : null,
                replay.error());
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}

package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;

/**
 * A WhatsApp call that has ended ({@code call:…}). Every component may be null. Immutable.
 *
 * @param messageUid the call's entry in the chat
 * @param direction seen from the workspace; TimelinesAI writes {@code incoming} and {@code
 *     outgoing}
 * @param duration in seconds; null for a call that nobody took
 * @param video whether it was a video call
 * @param status {@code Missed}; {@code Answered} or {@code Rejected}; {@code Ended}, {@code No
 *     Answer} or {@code Rejected}
 * @param timestamp WhatsApp's time
 * @param chat with few fields: id, name, type, number, responsible member
 * @param account of the workspace
 */
@WireRecord
public record Call(
        String messageUid,
        Direction direction,
        Long duration,
        @JsonProperty("is_video") Boolean video,
        String status,
        @WireTime OffsetDateTime timestamp,
        Party caller,
        Party recipient,
        Chat chat,
        WhatsAppAccount account) {

    /** Without names and numbers. */
    @Override
    public String toString() {
        return "Call[messageUid=%s, direction=%s, status=%s, duration=%s, timestamp=%s]"
                .formatted(messageUid, direction, status, duration, timestamp);
    }
}

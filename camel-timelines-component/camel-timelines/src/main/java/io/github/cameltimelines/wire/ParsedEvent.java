package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import java.time.Instant;

/**
 * What {@link EventReader} found in a body: the fields of both of TimelinesAI's envelopes, under
 * one name each. All but the type and the body may be null. Immutable.
 *
 * @param receivedType {@code event_type} as it stands in the body
 * @param reaction only of {@code message:reaction}
 * @param body the exact bytes read, not copied
 */
public record ParsedEvent(
        String receivedType,
        String chatId,
        String messageUid,
        String accountId,
        String accountPhone,
        Direction direction,
        String origin,
        ReactionDetails reaction,
        byte[] body) {

    /** What tells one reaction to a message from the next; each may be null. */
    record ReactionDetails(String action, String emoji, String reactor, String timestamp) {

        @Override
        public String toString() {
            return "ReactionDetails[]";
        }
    }

    /** The type under today's name; see {@link EventType#canonical}. */
    public String type() {
        return EventType.canonical(receivedType);
    }

    /** The event, still without an id. */
    public Event toEvent(String workspaceId, Instant receivedAt) {
        return new Event(
                null,
                type(),
                receivedType,
                workspaceId,
                chatId,
                messageUid,
                accountId,
                accountPhone,
                direction,
                origin,
                receivedAt,
                body);
    }

    /** Without numbers and content: they are personal data. */
    @Override
    public String toString() {
        return "ParsedEvent[type=%s, chat=%s, message=%s, direction=%s, body=%d bytes]"
                .formatted(receivedType, chatId, messageUid, direction, body.length);
    }
}

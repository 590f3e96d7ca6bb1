package io.github.cameltimelines.model;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Somebody put an emoji on a message, or took it away ({@code message:reaction}). Every component
 * may be null unless said otherwise. Immutable.
 *
 * @param messageUid the message reacted to
 * @param action {@code set} or {@code clear}
 * @param emoji the one set or cleared
 * @param reactor who did it
 * @param timestamp when
 * @param reactions people per emoji, after it; never null
 * @param chat with few fields: id, name, type, number, responsible member
 * @param account of the workspace
 */
@WireRecord
public record MessageReaction(
        String messageUid,
        String action,
        String emoji,
        Party reactor,
        @WireTime OffsetDateTime timestamp,
        Map<String, Integer> reactions,
        Chat chat,
        WhatsAppAccount account) {

    public MessageReaction {
        reactions =
                reactions == null
                        ? Map.of()
                        : Collections.unmodifiableMap(new LinkedHashMap<>(reactions));
    }

    /** Whether it was taken away. */
    public boolean cleared() {
        return "clear".equalsIgnoreCase(action);
    }

    /** Without emoji, name and number. */
    @Override
    public String toString() {
        return "MessageReaction[messageUid=%s, action=%s, timestamp=%s]"
                .formatted(messageUid, action, timestamp);
    }
}

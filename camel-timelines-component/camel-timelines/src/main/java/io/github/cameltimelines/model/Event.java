package io.github.cameltimelines.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * One thing that happened in a TimelinesAI workspace, with the fields that routing needs and the
 * exact bytes received. Immutable, as long as nobody writes into {@link #body()}, which is not
 * copied: an event is made for each call, on an event loop.
 *
 * <p>Two events are equal if they tell of the same happening, whichever of TimelinesAI's two
 * envelopes they came in: spelling and time of arrival do not count where there is a message uid.
 * Where the uid does not tell happenings apart (chats, accounts, reactions) the bytes must be the
 * same too.
 *
 * @param id given by the ledger; null before, and with {@code ack=processed}
 * @param type the type under which it is delivered; see {@link EventType#wireName()}
 * @param receivedType {@code event_type} as it stood in the body
 * @param workspaceId never null; {@link #DEFAULT_WORKSPACE} where there is only one
 * @param chatId null where the payload has no chat
 * @param messageUid of the message, call, or message reacted to; null where there is none
 * @param accountId JID of the WhatsApp account, or id of the WhatsApp Business account; null where
 *     the payload does not tell it (messages)
 * @param accountPhone of the WhatsApp account of the workspace, as TimelinesAI wrote it; may be
 *     null
 * @param direction of messages, calls and new chats, as far as type or payload tell it; else null
 * @param origin what a message was sent with, e.g. {@code Public API}; else null
 * @param receivedAt when we received it
 * @param body the exact bytes received: one JSON object in UTF-8
 */
public record Event(
        String id,
        String type,
        String receivedType,
        String workspaceId,
        String chatId,
        String messageUid,
        String accountId,
        String accountPhone,
        Direction direction,
        String origin,
        Instant receivedAt,
        byte[] body) {

    /** The workspace of an installation that has only one. */
    public static final String DEFAULT_WORKSPACE = "default";

    public Event {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(receivedType, "receivedType");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(body, "body");
        workspaceId = workspaceId == null ? DEFAULT_WORKSPACE : workspaceId;
    }

    /** The same event under the id that the ledger gave it. */
    public Event withId(String newId) {
        return with(newId, type);
    }

    /** The same event as one subscription gets it; the body stays as received. */
    public Event withType(String newType) {
        return newType.equals(type) ? this : with(id, newType);
    }

    private Event with(String newId, String newType) {
        return new Event(
                newId,
                newType,
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

    private boolean uidTellsAll() {
        return messageUid != null
                && EventType.of(type)
                        .filter(known -> known.payload() != EventType.Payload.REACTION)
                        .isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Event that
                        && Objects.equals(id, that.id)
                        && type.equals(that.type)
                        && workspaceId.equals(that.workspaceId)
                        && Objects.equals(chatId, that.chatId)
                        && Objects.equals(messageUid, that.messageUid)
                        && direction == that.direction
                        && (uidTellsAll() || Arrays.equals(body, that.body));
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, type, workspaceId, chatId, messageUid, direction);
    }

    /** Without numbers and content: they are personal data. */
    @Override
    public String toString() {
        return "Event[id=%s, type=%s, workspace=%s, chat=%s, message=%s, direction=%s, body=%d bytes]"
                .formatted(id, type, workspaceId, chatId, messageUid, direction, body.length);
    }
}

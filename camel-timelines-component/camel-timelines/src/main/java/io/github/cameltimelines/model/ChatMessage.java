package io.github.cameltimelines.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * A message of a chat, the same record whether it came by webhook or was asked for over REST. The
 * two spell it differently ({@code message_uid} and {@code uid}, nested and flat sender, {@code
 * direction} and {@code from_me}); {@link ChatMessageJson} reads both. Every component may be null
 * unless said otherwise. Immutable.
 *
 * @param uid unique in TimelinesAI
 * @param chatId only in REST answers; in webhooks it stands with the chat
 * @param chatName only in the {@code data} object of older webhooks
 * @param text null or empty for attachments without caption and for calls
 * @param direction seen from the workspace
 * @param origin what it was sent with, e.g. {@code WhatsApp}, {@code Public API}; open-ended
 * @param timestamp WhatsApp's time
 * @param receivedTimestamp TimelinesAI's time
 * @param attachments never null; links in them are valid for 15 minutes
 * @param replyToUid the message that this one answers
 * @param status e.g. {@code Sent}, {@code sent}, {@code Read}: compare with {@link #hasStatus}
 * @param messageType e.g. {@code whatsapp}, {@code note}, {@code whatsapp_call}, in any case
 * @param createdBy the member who wrote it; empty if none
 * @param template of WhatsApp Business messages
 * @param data free-form extra of REST answers
 */
@WireRecord
@JsonDeserialize(converter = ChatMessageJson.ToChatMessage.class)
public record ChatMessage(
        String uid,
        Long chatId,
        String chatName,
        String text,
        Direction direction,
        String origin,
        @WireTime OffsetDateTime timestamp,
        @WireTime OffsetDateTime receivedTimestamp,
        Party sender,
        Party recipient,
        List<Attachment> attachments,
        String replyToUid,
        String status,
        String messageType,
        ReactionSummary reactions,
        String createdBy,
        FailureReason failureReason,
        TemplateRef template,
        Map<String, Object> data) {

    public ChatMessage {
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }

    /** Compares ignoring case: documentation and service write {@code sent} and {@code Sent}. */
    public boolean hasStatus(String other) {
        return status != null && status.equalsIgnoreCase(other);
    }

    /** Compares ignoring case: documentation and service write {@code note} and {@code Note}. */
    public boolean isType(String other) {
        return messageType != null && messageType.equalsIgnoreCase(other);
    }

    /** Without text, names, numbers and links. */
    @Override
    public String toString() {
        return "ChatMessage[uid=%s, chatId=%s, direction=%s, origin=%s, timestamp=%s, status=%s, attachments=%d]"
                .formatted(uid, chatId, direction, origin, timestamp, status, attachments.size());
    }
}

package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Every spelling of a message that TimelinesAI uses, side by side; see {@link ChatMessage}. */
@WireRecord
record ChatMessageJson(
        @JsonAlias({"message_uid", "message_id"}) String uid,
        Long chatId,
        String chatName,
        String text,
        Direction direction,
        Boolean fromMe,
        String origin,
        @WireTime OffsetDateTime timestamp,
        @WireTime OffsetDateTime receivedTimestamp,
        Party sender,
        Party recipient,
        String senderName,
        String senderPhone,
        String recipientName,
        String recipientPhone,
        List<Attachment> attachments,
        @JsonProperty("attachment") Attachment single,
        String attachmentUrl,
        String attachmentFilename,
        @JsonAlias("reply_to") String replyToUid,
        String status,
        String messageType,
        ReactionSummary reactions,
        String createdBy,
        FailureReason failureReason,
        TemplateRef template,
        Map<String, Object> data) {

    private ChatMessage toChatMessage() {
        return new ChatMessage(
                uid,
                chatId,
                chatName,
                text,
                direction(),
                origin,
                timestamp,
                receivedTimestamp,
                sender != null ? sender : party(senderName, senderPhone),
                recipient != null ? recipient : party(recipientName, recipientPhone),
                allAttachments(),
                replyToUid,
                status,
                messageType,
                reactions,
                createdBy,
                failureReason,
                template,
                data);
    }

    @Override
    public Direction direction() {
        if (direction != null || fromMe == null) {
            return direction;
        }
        return fromMe ? Direction.SENT : Direction.RECEIVED;
    }

    private List<Attachment> allAttachments() {
        if (attachments != null) {
            return attachments.stream().filter(a -> a != null).toList();
        }
        if (single != null) {
            return List.of(single);
        }
        if (attachmentUrl == null && attachmentFilename == null) {
            return List.of();
        }
        return List.of(new Attachment(attachmentUrl, attachmentFilename, null, null));
    }

    private static Party party(String name, String phone) {
        return name == null && phone == null ? null : new Party(name, phone);
    }

    static final class ToChatMessage extends StdConverter<ChatMessageJson, ChatMessage> {

        @Override
        public ChatMessage convert(ChatMessageJson json) {
            return json == null ? null : json.toChatMessage();
        }
    }
}

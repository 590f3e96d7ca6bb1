package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A chat, the same record from REST ({@code id}, {@code name}), from message, call and reaction
 * webhooks ({@code chat_id}, {@code full_name}, few fields), from chat webhooks and from the
 * WhatsApp Business API. Every component may be null unless said otherwise. Immutable.
 *
 * @param phone null or empty for groups; message, call and reaction webhooks may leave out the
 *     {@code +}
 * @param jid WhatsApp's own id, {@code <digits>@s.whatsapp.net} or {@code …@g.us} and others
 * @param group derived from {@code chat_type} where {@code is_group} is absent
 * @param labels null where not told (message webhooks), empty if there are none
 * @param responsibleEmail of the member to whom the chat is assigned
 * @param whatsappAccountId JID of the account that sends in this chat
 * @param unattended nobody has answered yet; webhooks call it {@code unattended_customer}
 * @param allowedToMessage false: a send would be refused
 * @param lastMessage only if asked for with {@code withMsg}
 * @param wabaAccountId of chats on WhatsApp Business numbers, as are the service window's fields
 */
@WireRecord
public record Chat(
        @JsonAlias("chat_id") Long id,
        @JsonAlias({"full_name", "chat_name"}) String name,
        String phone,
        String jid,
        @JsonProperty("is_group") Boolean group,
        String chatType,
        String platform,
        Boolean closed,
        Boolean read,
        @JsonDeserialize(using = LabelNames.class) List<String> labels,
        Boolean chatgptAutoresponseEnabled,
        String responsibleName,
        @JsonAlias("responsible") String responsibleEmail,
        String previousResponsibleName,
        String previousResponsibleEmail,
        @JsonAlias("whatsapp_account_wid") String whatsappAccountId,
        String chatUrl,
        @WireTime OffsetDateTime createdTimestamp,
        String lastMessageUid,
        @WireTime OffsetDateTime lastMessageTimestamp,
        ChatMessage lastMessage,
        @JsonAlias("unattended_customer") Boolean unattended,
        String photo,
        List<Member> groupMembers,
        @JsonProperty("is_allowed_to_message") Boolean allowedToMessage,
        Long wabaAccountId,
        @JsonProperty("service_window_is_open") Boolean serviceWindowOpen,
        @WireTime OffsetDateTime serviceWindowExpiresAt) {

    public Chat {
        if (group == null && chatType != null) {
            group = chatType.equalsIgnoreCase("group");
        }
    }

    /** Without name, number and JID. */
    @Override
    public String toString() {
        return "Chat[id=%s, group=%s, closed=%s, read=%s]".formatted(id, group, closed, read);
    }

    /**
     * A member of a group chat.
     *
     * @param chatId of the direct chat with that person; null if there is none
     */
    @WireRecord
    public record Member(String name, String phone, String role, Long chatId) {

        /** Without name and number. */
        @Override
        public String toString() {
            return "Member[role=" + role + ", chatId=" + chatId + "]";
        }
    }
}

package io.github.cameltimelines.api;

import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.MessageStatus;
import io.github.cameltimelines.model.ReactionSummary;
import java.util.List;

/**
 * Messages: sending and following them. Sends answer with the message's uid as soon as TimelinesAI
 * has queued it. Part of {@link TimelinesApi}.
 */
public final class MessageCalls {

    private final TimelinesApi api;

    MessageCalls(TimelinesApi api) {
        this.api = api;
    }

    /** Sends a text to a chat, from the account that the chat belongs to. */
    public String send(long chatId, String text) {
        return send(chatId, Arguments.of("text", text));
    }

    /** Sends to a chat: text, fileUid, attachmentTemplateId, label, chatName, replyTo. */
    public String send(long chatId, Arguments message) {
        return api.call(Operations.SEND_MESSAGE, message.and("chatId", chatId)).messageUid();
    }

    /** Sends a text to a phone number, e.g. {@code +34600111222}; opens a chat if there is none. */
    public String sendToPhone(String phone, String text) {
        return sendToPhone(phone, Arguments.of("text", text));
    }

    /** As above; {@code whatsappAccountPhone} says from which account. */
    public String sendToPhone(String phone, Arguments message) {
        return api.call(Operations.SEND_TO_PHONE, message.and("phone", phone)).messageUid();
    }

    /** Sends to a person or group by WhatsApp's own id, e.g. {@code 1203…@g.us}. */
    public String sendToJid(String jid, Arguments message) {
        return api.call(Operations.SEND_TO_JID, message.and("jid", jid)).messageUid();
    }

    /** Sends a file to a chat; further arguments: filename, contentType, caption. */
    public String sendFile(long chatId, Upload file, Arguments more) {
        return api.call(Operations.SEND_FILE, more.and("chatId", chatId).and("file", file))
                .messageUid();
    }

    /** Sends a voice message (ogg, oga or mp3) to a chat. */
    public String sendVoice(long chatId, Upload file) {
        return api.call(Operations.SEND_VOICE, Arguments.of("chatId", chatId).and("file", file))
                .messageUid();
    }

    public ChatMessage get(String messageUid) {
        return api.call(Operations.GET_MESSAGE, Arguments.of("messageUid", messageUid));
    }

    /** The steps so far; empty just after sending. */
    public List<MessageStatus> statusHistory(String messageUid) {
        return api.call(Operations.GET_MESSAGE_STATUS, Arguments.of("messageUid", messageUid));
    }

    public ReactionSummary reactions(String messageUid) {
        return api.call(Operations.GET_REACTIONS, Arguments.of("messageUid", messageUid));
    }

    /** Reacts with an emoji; an empty text takes the reaction back. */
    public void react(String messageUid, String emoji) {
        api.call(
                Operations.SET_REACTION,
                Arguments.of("messageUid", messageUid).and("reaction", emoji));
    }
}

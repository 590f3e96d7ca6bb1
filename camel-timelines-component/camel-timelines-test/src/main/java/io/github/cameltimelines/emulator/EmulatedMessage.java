package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.util.List;

/**
 * A message, note or call as the workspace has it.
 *
 * @param uid {@code uid} in the REST API, {@code message_uid} in webhooks
 * @param phone the customer's, null in a group
 * @param fromMe true for what the workspace sent, false for what the customer wrote
 * @param text null for a message without text and for a call
 * @param status {@code Pending}, {@code Sending}, {@code Sent}, {@code Delivered}, {@code Read} or
 *     {@code Failed}; of a call its outcome
 * @param origin {@code Public API} for what came over the API, {@code WhatsApp} for customers
 * @param type {@code whatsapp}, {@code whatsapp_call} or {@code note}
 * @param attachments names of the attached files
 * @param replyToUid the message that this one answers, or null
 */
public record EmulatedMessage(
        String uid,
        long chatId,
        String phone,
        boolean fromMe,
        String text,
        String status,
        String origin,
        String type,
        Instant timestamp,
        List<String> attachments,
        String replyToUid) {

    /** Leaves out the phone number and the text. */
    @Override
    public String toString() {
        return "EmulatedMessage[uid=%s, chatId=%d, fromMe=%s, status=%s, type=%s]"
                .formatted(uid, chatId, fromMe, status, type);
    }

    static EmulatedMessage of(Message message) {
        return new EmulatedMessage(
                message.uid,
                message.chat.id,
                message.chat.phone,
                message.fromMe,
                message.text,
                message.status,
                message.origin,
                message.type,
                message.timestamp,
                message.attachments.stream().map(file -> file.upload().filename()).toList(),
                message.replyTo);
    }
}

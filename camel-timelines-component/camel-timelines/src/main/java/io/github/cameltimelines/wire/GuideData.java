package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The flat {@code data} object that TimelinesAI's guides and sample receivers show, made from the
 * objects that its service sends. Values are copied as they stand; absent ones are left out, except
 * {@code text}, on which the samples call methods.
 */
final class GuideData {

    /** Name in {@code data}, then the places to look for its value, the best first. */
    private static final String[][] FIELDS = {
        {"chat_id", "chat.chat_id", "chat.id"},
        {"chat_name", "chat.full_name", "chat.name"},
        {"chat_url", "chat.chat_url"},
        {"is_group", "chat.is_group"},
        {"message_uid", "message.message_uid", "reaction.message_uid", "call_details.message_uid"},
        {"direction", "message.direction", "call_details.direction"},
        {"origin", "message.origin"},
        {"timestamp", "message.timestamp", "reaction.timestamp", "call_details.timestamp"},
        {"received_timestamp", "message.received_timestamp"},
        {"reply_to_uid", "message.reply_to_uid"},
        {"sender_name", "message.sender.full_name"},
        {"sender_phone", "message.sender.phone"},
        {"recipient_name", "message.recipient.full_name", "call_details.recipient.full_name"},
        {"recipient_phone", "message.recipient.phone", "call_details.recipient.phone"},
        {"attachments", "message.attachments"},
        {"status", "message.status", "call_details.status", "whatsapp_account.status"},
        {"action", "reaction.action"},
        {"emoji", "reaction.emoji"},
        {"reactor_name", "reaction.reactor.full_name"},
        {"reactor_phone", "reaction.reactor.phone"},
        {"duration", "call_details.duration"},
        {"is_video", "call_details.is_video"},
        {"caller_name", "call_details.caller.full_name"},
        {"caller_phone", "call_details.caller.phone"},
        {"responsible_name", "chat.responsible_name", "responsible.name"},
        {"responsible_email", "chat.responsible_email", "responsible.email"},
        {
            "whatsapp_account_id",
            "whatsapp_account.id",
            "whatsapp_account.whatsapp_account_wid",
            "chat.whatsapp_account_id"
        },
        {"whatsapp_account_phone", "whatsapp_account.phone"},
        {"waba_account_id", "account.id", "chat.waba_account_id"},
    };

    private GuideData() {}

    /** A JSON object in UTF-8. */
    static byte[] of(Event event, JsonSlices slices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.write('{');
        for (String[] field : FIELDS) {
            slices.firstValue(places(field)).ifPresent(value -> write(out, field[0], value));
        }
        Optional<EventType.Payload> kind = EventType.of(event.type()).map(EventType::payload);
        if (kind.filter(GuideData::hasText).isPresent()) {
            write(out, "text", slices.firstValue("message.text").orElse(bytes("\"\"")));
        }
        if (kind.filter(EventType.Payload.MESSAGE::equals).isPresent()
                && event.direction() != null) {
            write(out, "from_me", bytes(String.valueOf(event.direction() == Direction.SENT)));
        }
        out.write('}');
        return out.toByteArray();
    }

    private static boolean hasText(EventType.Payload kind) {
        return kind == EventType.Payload.MESSAGE || kind == EventType.Payload.WABA_MESSAGE;
    }

    private static String[] places(String[] field) {
        return Arrays.copyOfRange(field, 1, field.length);
    }

    private static void write(ByteArrayOutputStream out, String name, byte[] value) {
        if (out.size() > 1) {
            out.write(',');
        }
        out.writeBytes(bytes('"' + name + "\":"));
        out.writeBytes(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

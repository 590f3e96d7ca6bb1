package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

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

    static final JsonSlices.Paths PATHS = new JsonSlices.Paths();
    static final int EVENT_TYPE = PATHS.add("event_type");
    static final int DATA = PATHS.add("data");

    private static final Field[] READ = Stream.of(FIELDS).map(Field::of).toArray(Field[]::new);
    private static final Field TEXT = Field.of("text", "message.text");
    private static final byte[] NO_TEXT = bytes("\"\"");
    private static final Field FROM_ME = Field.of("from_me");

    /** A field of {@code data}: its name and colon, and the numbers of its places. */
    private record Field(byte[] name, int[] places) {

        static Field of(String... nameAndPlaces) {
            return new Field(
                    bytes('"' + nameAndPlaces[0] + "\":"),
                    Stream.of(nameAndPlaces).skip(1).mapToInt(PATHS::add).toArray());
        }

        /** The first of the places that has a value; -1 for none. */
        int place(JsonSlices slices) {
            for (int place : places) {
                if (slices.hasValue(place)) {
                    return place;
                }
            }
            return -1;
        }
    }

    private GuideData() {}

    /** A JSON object in UTF-8. */
    static byte[] of(Event event, JsonSlices slices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try {
            out.write('{');
            for (Field field : READ) {
                int place = field.place(slices);
                if (place >= 0) {
                    begin(out, field);
                    slices.copy(place, out);
                }
            }
            EventType.Payload kind =
                    EventType.of(event.type()).map(EventType::payload).orElse(null);
            if (kind == EventType.Payload.MESSAGE || kind == EventType.Payload.WABA_MESSAGE) {
                writeText(out, slices);
            }
            if (kind == EventType.Payload.MESSAGE && event.direction() != null) {
                begin(out, FROM_ME);
                out.write(bytes(String.valueOf(event.direction() == Direction.SENT)));
            }
            out.write('}');
        } catch (IOException cannotHappen) {
            throw new UncheckedIOException(cannotHappen);
        }
        return out.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream out, JsonSlices slices) throws IOException {
        begin(out, TEXT);
        int place = TEXT.place(slices);
        if (place >= 0) {
            slices.copy(place, out);
        } else {
            out.write(NO_TEXT);
        }
    }

    private static void begin(ByteArrayOutputStream out, Field field) throws IOException {
        if (out.size() > 1) {
            out.write(',');
        }
        out.write(field.name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

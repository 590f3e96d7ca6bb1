package io.github.cameltimelines.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * A webhook body whose two shapes look like one: objects at the top ({@code chat}, {@code message},
 * …), and the same or flat fields in {@code data}. All results are new nodes, null where there is
 * nothing.
 */
final class Envelope {

    private final ObjectNode root;
    private final ObjectNode data;

    Envelope(ObjectNode root) {
        this.root = root;
        this.data = root.get("data") instanceof ObjectNode object ? object : null;
    }

    /** The object of that name, from the top or from {@code data}. */
    ObjectNode object(String name) {
        if (root.get(name) instanceof ObjectNode object) {
            return object.deepCopy();
        }
        return data != null && data.get(name) instanceof ObjectNode object
                ? object.deepCopy()
                : null;
    }

    /**
     * The object of that name, over the flat fields of {@code data}. Without the object, the flat
     * fields alone count only if one of the given, typical ones is among them.
     */
    ObjectNode merged(String name, String... typical) {
        ObjectNode object = object(name);
        if (data == null || object == null && Arrays.stream(typical).noneMatch(data::has)) {
            return object;
        }
        ObjectNode merged = data.deepCopy();
        return object == null ? merged : merged.setAll(object);
    }

    ObjectNode chat() {
        ObjectNode chat = object("chat");
        if (chat != null) {
            return chat;
        }
        if (data == null || !data.has("chat_id")) {
            return null;
        }
        ObjectNode flat = data.deepCopy();
        // What these say is said of the message.
        flat.remove("id");
        flat.remove("name");
        flat.remove("timestamp");
        return flat;
    }

    /**
     * @param isSubject whether the event is about the account, so that the flat fields are its own
     */
    ObjectNode account(boolean isSubject) {
        ObjectNode account = object("whatsapp_account");
        if (account != null || data == null) {
            return account;
        }
        if (isSubject) {
            return data.deepCopy();
        }
        ObjectNode flat = data.objectNode();
        copy(data, "whatsapp_account_id", flat, "id");
        copy(data, "whatsapp_account_wid", flat, "id");
        copy(data, "whatsapp_account_phone", flat, "phone");
        copy(data, "whatsapp_account_name", flat, "account_name");
        copy(data, "account_name", flat, "account_name");
        return flat.isEmpty() ? null : flat;
    }

    /** With chat and account, which stand beside it on the wire. */
    ObjectNode withParts(ObjectNode payload) {
        if (payload == null) {
            return null;
        }
        setIfPresent(payload, "chat", chat());
        setIfPresent(payload, "account", account(false));
        if (!payload.has("reactor")) {
            party(payload, "reactor");
        }
        if (!payload.has("caller")) {
            party(payload, "caller");
        }
        if (!payload.has("recipient")) {
            party(payload, "recipient");
        }
        return payload;
    }

    ObjectNode withWabaParts(ObjectNode payload) {
        if (payload == null) {
            return null;
        }
        setIfPresent(payload, "account", object("account"));
        setIfPresent(payload, "responsible", object("responsible"));
        return payload;
    }

    /** Message, chat and account of a WhatsApp Business number. */
    ObjectNode wabaMessage() {
        ObjectNode message = merged("message", "message_uid");
        if (message == null) {
            return null;
        }
        ObjectNode payload = root.objectNode();
        payload.set("message", message);
        setIfPresent(payload, "chat", chat());
        setIfPresent(payload, "account", object("account"));
        return payload;
    }

    /** Copies a field that the target does not have yet. */
    static void copy(ObjectNode from, String name, ObjectNode to, String newName) {
        JsonNode value = from.get(name);
        if (value != null && !value.isNull() && !to.hasNonNull(newName)) {
            to.set(newName, value);
        }
    }

    /** {@code caller_name} and {@code caller_phone} as the object that the newer envelope has. */
    private static void party(ObjectNode payload, String role) {
        ObjectNode party = payload.objectNode();
        copy(payload, role + "_name", party, "full_name");
        copy(payload, role + "_phone", party, "phone");
        if (!party.isEmpty()) {
            payload.set(role, party);
        }
    }

    private static void setIfPresent(ObjectNode target, String name, ObjectNode value) {
        if (value != null) {
            target.set(name, value);
        }
    }
}

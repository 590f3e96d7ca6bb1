package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Rewrites a body of the webhook specification into the older guide's {@code data} envelope. */
final class SeedEnvelope {

    private static final List<String> SECTIONS =
            List.of("message", "reaction", "call_details", "chat", "whatsapp_account");

    private SeedEnvelope() {}

    static ObjectNode wrap(ObjectNode payload) {
        ObjectNode data = Json.object();
        JsonNode chat = payload.path("chat");
        if (chat.isObject()) {
            data.set("chat_id", first(chat, "chat_id", "id"));
            data.set("chat_name", first(chat, "full_name", "name"));
        }
        JsonNode message = payload.path("message");
        party(data, "sender", message.path("sender"));
        party(data, "recipient", message.path("recipient"));
        for (String section : SECTIONS) {
            payload.path(section)
                    .fields()
                    .forEachRemaining(field -> flat(data, field.getKey(), field.getValue()));
        }
        payload.fields()
                .forEachRemaining(
                        field -> {
                            if (!SECTIONS.contains(field.getKey())) {
                                data.set(field.getKey(), field.getValue());
                            }
                        });
        ObjectNode body = Json.object();
        body.set("data", data);
        return body;
    }

    private static void flat(ObjectNode data, String name, JsonNode value) {
        if (!data.has(name) && !name.equals("sender") && !name.equals("recipient")) {
            data.set(name, value);
        }
    }

    private static void party(ObjectNode data, String role, JsonNode party) {
        if (party.isObject()) {
            data.set(role + "_name", party.path("full_name"));
            if (party.hasNonNull("phone")) {
                data.set(role + "_phone", party.get("phone"));
            }
        }
    }

    private static JsonNode first(JsonNode node, String name, String otherwise) {
        return node.has(name) ? node.get(name) : node.path(otherwise);
    }
}

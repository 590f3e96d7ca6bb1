package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import java.io.IOException;

/**
 * The typed content of an event, the same from both of TimelinesAI's envelopes: what the older one
 * has flat in {@code data} and the newer in objects of their own ends up in the same component.
 * Where both are there, the newer wins. Thread-safe.
 */
public final class EventPayloads {

    private EventPayloads() {}

    /**
     * Reads the payload as one of {@link ChatMessage}, {@link Chat}, {@link WhatsAppAccount},
     * {@link MessageReaction}, {@link Call}, {@link WabaMessage}, {@link WabaChat}, {@link
     * WabaAccount}, {@link WabaTemplate}. A part of another event can be asked for as well, e.g.
     * the chat of a message.
     *
     * @throws IllegalArgumentException if the event has nothing of that kind, or it is no such type
     */
    public static <T> T payload(Event event, Class<T> type) {
        ObjectNode root = tree(event);
        ObjectNode json = shaped(event, root, type);
        if (json == null || json.isEmpty()) {
            throw new IllegalArgumentException(
                    "an event of type %s carries no %s"
                            .formatted(event.type(), type.getSimpleName()));
        }
        try {
            return TimelinesJson.mapper().treeToValue(json, type);
        } catch (JsonProcessingException cannotRead) {
            // Its message and cause may quote the body.
            throw new IllegalArgumentException(
                    "an event of type %s has no readable %s"
                            .formatted(event.type(), type.getSimpleName()));
        }
    }

    /**
     * The body as a tree, a new one for each call.
     *
     * @throws MalformedEventException if the body is not a JSON object, which {@link EventReader}
     *     would not have let pass
     */
    public static ObjectNode tree(Event event) {
        try {
            JsonNode node = TimelinesJson.mapper().readTree(event.body());
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            throw new MalformedEventException("body is not JSON");
        }
        throw new MalformedEventException("body must be a JSON object");
    }

    private static ObjectNode shaped(Event event, ObjectNode root, Class<?> type) {
        Envelope envelope = new Envelope(root);
        if (type == ChatMessage.class) {
            return message(event, envelope);
        } else if (type == Chat.class) {
            return envelope.chat();
        } else if (type == WhatsAppAccount.class) {
            return envelope.account(isAboutAccount(event));
        } else if (type == MessageReaction.class) {
            return envelope.withParts(envelope.merged("reaction", "emoji", "action"));
        } else if (type == Call.class) {
            return envelope.withParts(
                    envelope.merged("call_details", "caller", "caller_name", "caller_phone"));
        } else if (type == WabaMessage.class) {
            return envelope.wabaMessage();
        } else if (type == WabaChat.class) {
            return envelope.withWabaParts(envelope.chat());
        } else if (type == WabaAccount.class) {
            return envelope.object("account");
        } else if (type == WabaTemplate.class) {
            return envelope.object("template");
        }
        throw new IllegalArgumentException(
                type.getName() + " is not the payload of any event that TimelinesAI sends");
    }

    private static boolean isAboutAccount(Event event) {
        return EventType.of(event.type())
                .filter(type -> type.payload() == EventType.Payload.ACCOUNT)
                .isPresent();
    }

    /** With the chat, which stands beside the message in the newer envelope. */
    private static ObjectNode message(Event event, Envelope envelope) {
        ObjectNode message = envelope.merged("message", "message_uid");
        if (message == null) {
            return null;
        }
        ObjectNode chat = envelope.chat();
        if (chat != null) {
            Envelope.copy(chat, "chat_id", message, "chat_id");
            Envelope.copy(chat, "id", message, "chat_id");
            Envelope.copy(chat, "full_name", message, "chat_name");
            Envelope.copy(chat, "chat_name", message, "chat_name");
            Envelope.copy(chat, "name", message, "chat_name");
        }
        if (event.direction() != null) {
            message.put("direction", event.direction().wireName());
        }
        return message;
    }
}

package io.github.cameltimelines;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import io.github.cameltimelines.wire.EventPayloads;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * What {@code body} can be converted to in a route that consumes from {@code timelines:}. Text,
 * bytes and stream are the JSON exactly as received; typed payloads are read from either of
 * TimelinesAI's envelopes. A payload that the event does not have is an error that names both.
 */
@Converter(generateLoader = true)
public final class TimelinesConverters {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private TimelinesConverters() {}

    @Converter
    public static String toText(Event event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }

    /** A copy: whoever gets it may write into it. */
    @Converter
    public static byte[] toBytes(Event event) {
        return event.body().clone();
    }

    @Converter
    public static InputStream toInputStream(Event event) {
        return new ByteArrayInputStream(event.body());
    }

    @Converter
    public static JsonNode toJsonNode(Event event) {
        return EventPayloads.tree(event);
    }

    @Converter
    public static Map<String, Object> toMap(Event event) {
        return TimelinesJson.mapper().convertValue(EventPayloads.tree(event), MAP);
    }

    @Converter
    public static ChatMessage toChatMessage(Event event) {
        return EventPayloads.payload(event, ChatMessage.class);
    }

    @Converter
    public static Chat toChat(Event event) {
        return EventPayloads.payload(event, Chat.class);
    }

    @Converter
    public static WhatsAppAccount toWhatsAppAccount(Event event) {
        return EventPayloads.payload(event, WhatsAppAccount.class);
    }

    @Converter
    public static MessageReaction toMessageReaction(Event event) {
        return EventPayloads.payload(event, MessageReaction.class);
    }

    @Converter
    public static Call toCall(Event event) {
        return EventPayloads.payload(event, Call.class);
    }

    @Converter
    public static WabaMessage toWabaMessage(Event event) {
        return EventPayloads.payload(event, WabaMessage.class);
    }

    @Converter
    public static WabaChat toWabaChat(Event event) {
        return EventPayloads.payload(event, WabaChat.class);
    }

    @Converter
    public static WabaAccount toWabaAccount(Event event) {
        return EventPayloads.payload(event, WabaAccount.class);
    }

    @Converter
    public static WabaTemplate toWabaTemplate(Event event) {
        return EventPayloads.payload(event, WabaTemplate.class);
    }
}

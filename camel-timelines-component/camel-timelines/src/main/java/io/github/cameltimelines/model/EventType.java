package io.github.cameltimelines.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The 32 types of events that TimelinesAI can send (its OpenAPI specification 1.3.0, August 2026).
 * New ones are added without notice, so a type that is not here is no error: it is passed through
 * by its name, and {@link #of} is empty for it.
 */
public enum EventType {
    MESSAGE_NEW("message:new", Payload.MESSAGE, null),
    MESSAGE_SENT_NEW("message:sent:new", Payload.MESSAGE, Direction.SENT),
    MESSAGE_RECEIVED_NEW("message:received:new", Payload.MESSAGE, Direction.RECEIVED),
    MESSAGE_REACTION("message:reaction", Payload.REACTION, null),

    CHAT_NEW("chat:new", Payload.CHAT, null, "chat:created"),
    CHAT_INCOMING_NEW(
            "chat:incoming:new", Payload.CHAT, Direction.RECEIVED, "chat:received:created"),
    CHAT_OUTGOING_NEW("chat:outgoing:new", Payload.CHAT, Direction.SENT, "chat:sent:created"),
    CHAT_RESPONSIBLE_ASSIGNED("chat:responsible:assigned", Payload.CHAT, null, "chat:assigned"),
    CHAT_RESPONSIBLE_UNASSIGNED(
            "chat:responsible:unassigned", Payload.CHAT, null, "chat:unassigned"),

    WHATSAPP_ACCOUNT_CONNECTED("whatsapp:account:connected", Payload.ACCOUNT, null),
    WHATSAPP_ACCOUNT_DISCONNECTED("whatsapp:account:disconnected", Payload.ACCOUNT, null),
    WHATSAPP_ACCOUNT_SUSPENDED("whatsapp:account:suspended", Payload.ACCOUNT, null),
    WHATSAPP_ACCOUNT_RESUMED("whatsapp:account:resumed", Payload.ACCOUNT, null),

    CALL_INCOMING_MISSED("call:incoming:missed", Payload.CALL, Direction.RECEIVED),
    CALL_INCOMING_ENDED("call:incoming:ended", Payload.CALL, Direction.RECEIVED),
    CALL_OUTGOING_ENDED("call:outgoing:ended", Payload.CALL, Direction.SENT),

    WABA_MESSAGE_RECEIVED("waba:message:received", Payload.WABA_MESSAGE, Direction.RECEIVED),
    WABA_MESSAGE_DELIVERED("waba:message:delivered", Payload.WABA_MESSAGE, Direction.SENT),
    WABA_MESSAGE_FAILED("waba:message:failed", Payload.WABA_MESSAGE, Direction.SENT),
    WABA_MESSAGE_READ("waba:message:read", Payload.WABA_MESSAGE, Direction.SENT),

    WABA_CHAT_INCOMING("waba:chat:incoming", Payload.WABA_CHAT, Direction.RECEIVED),
    WABA_CHAT_OUTGOING("waba:chat:outgoing", Payload.WABA_CHAT, Direction.SENT),
    WABA_CHAT_ASSIGNED("waba:chat:assigned", Payload.WABA_CHAT, null),
    WABA_CHAT_UNASSIGNED("waba:chat:unassigned", Payload.WABA_CHAT, null),
    WABA_CHAT_CLOSED("waba:chat:closed", Payload.WABA_CHAT, null),
    WABA_CHAT_REOPENED("waba:chat:reopened", Payload.WABA_CHAT, null),

    WABA_ACCOUNT_ACTIVE("waba:account:active", Payload.WABA_ACCOUNT, null),
    WABA_ACCOUNT_DISABLED("waba:account:disabled", Payload.WABA_ACCOUNT, null),
    WABA_ACCOUNT_DISCONNECTED("waba:account:disconnected", Payload.WABA_ACCOUNT, null),

    WABA_TEMPLATE_APPROVED("waba:template:approved", Payload.WABA_TEMPLATE, null),
    WABA_TEMPLATE_REJECTED("waba:template:rejected", Payload.WABA_TEMPLATE, null),
    WABA_TEMPLATE_DISABLED("waba:template:disabled", Payload.WABA_TEMPLATE, null);

    /** What the body of an event tells about. */
    public enum Payload {
        MESSAGE,
        REACTION,
        CHAT,
        ACCOUNT,
        CALL,
        WABA_MESSAGE,
        WABA_CHAT,
        WABA_ACCOUNT,
        WABA_TEMPLATE
    }

    private static final Map<String, EventType> BY_NAME = byName();

    private final String wireName;
    private final Payload payload;
    private final Direction direction;
    private final List<String> aliases;

    EventType(String wireName, Payload payload, Direction direction, String... aliases) {
        this.wireName = wireName;
        this.payload = payload;
        this.direction = direction;
        this.aliases = List.of(aliases);
    }

    /** The name that TimelinesAI uses in {@code event_type}, e.g. {@code message:received:new}. */
    public String wireName() {
        return wireName;
    }

    public Payload payload() {
        return payload;
    }

    /** The direction that the type itself tells, or null if it does not tell any. */
    public Direction direction() {
        return direction;
    }

    /**
     * Older names: the vendor's documentation used them from February to May 2026, and its guides
     * still do.
     */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The type that upstream sends for everything that this one stands for as well: {@code
     * message:new} and {@code chat:new} for their directional types, else the type itself.
     */
    public EventType broader() {
        return switch (this) {
            case MESSAGE_SENT_NEW, MESSAGE_RECEIVED_NEW -> MESSAGE_NEW;
            case CHAT_INCOMING_NEW, CHAT_OUTGOING_NEW -> CHAT_NEW;
            default -> this;
        };
    }

    /** The type of this name or alias; empty for one that we do not know, and for null. */
    public static Optional<EventType> of(String wireNameOrAlias) {
        return wireNameOrAlias == null
                ? Optional.empty()
                : Optional.ofNullable(BY_NAME.get(wireNameOrAlias));
    }

    /** The name that TimelinesAI uses today for an alias; every other name as it is. */
    public static String canonical(String name) {
        EventType known = name == null ? null : BY_NAME.get(name);
        return known == null ? name : known.wireName;
    }

    private static Map<String, EventType> byName() {
        Map<String, EventType> types = new HashMap<>();
        for (EventType type : values()) {
            types.put(type.wireName, type);
            type.aliases.forEach(alias -> types.put(alias, type));
        }
        return Map.copyOf(types);
    }
}

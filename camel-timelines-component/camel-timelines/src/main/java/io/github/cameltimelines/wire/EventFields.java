package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonToken;
import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.ParsedEvent.ReactionDetails;
import java.util.Optional;
import java.util.Set;

/**
 * Where TimelinesAI puts each field, and which place wins. Collects while {@link EventReader} goes
 * through a body; one instance per body.
 */
final class EventFields {

    /** Longest id, number or origin that is accepted, in characters; TimelinesAI's have 36. */
    static final int TEXT_MAX = 200;

    /** An object of the body whose fields matter. */
    enum Scope {
        ROOT("event_type"),
        DATA(
                "chat_id",
                "message_uid",
                "uid",
                "direction",
                "from_me",
                "origin",
                "whatsapp_account_id",
                "whatsapp_account_wid",
                "whatsapp_account_phone",
                "id",
                "phone",
                "sender_phone",
                "recipient_phone",
                "action",
                "emoji",
                "timestamp"),
        CHAT("chat_id", "id", "whatsapp_account_id", "waba_account_id"),
        MESSAGE("message_uid", "uid", "message_id", "direction", "from_me", "origin"),
        REACTION("message_uid", "action", "emoji", "timestamp"),
        REACTOR("phone", "full_name", "name"),
        CALL("message_uid", "direction"),
        ACCOUNT("id", "whatsapp_account_wid", "phone", "display_phone_number");

        private final Set<String> names;

        Scope(String... names) {
            this.names = Set.of(names);
        }

        boolean wants(String name) {
            return names.contains(name);
        }

        /** The scope of an object inside this one; null if nothing in it matters. */
        Scope inner(String name) {
            return switch (this) {
                case ROOT, DATA ->
                        switch (name) {
                            case "data" -> this == ROOT ? DATA : null;
                            case "chat" -> CHAT;
                            case "message" -> MESSAGE;
                            case "reaction" -> REACTION;
                            case "reactor" -> REACTOR;
                            case "call_details" -> CALL;
                            case "whatsapp_account", "account" -> ACCOUNT;
                            default -> null;
                        };
                case REACTION -> name.equals("reactor") ? REACTOR : null;
                default -> null;
            };
        }
    }

    private String eventType;
    private JsonToken eventTypeToken;
    private final Choice chatId = new Choice();
    private final Choice messageUid = new Choice();
    private final Choice accountId = new Choice();
    private final Choice accountPhone = new Choice();
    private final Choice senderPhone = new Choice();
    private final Choice recipientPhone = new Choice();
    private final Choice flatId = new Choice();
    private final Choice flatPhone = new Choice();
    private final Choice direction = new Choice();
    private final Choice origin = new Choice();
    private final Choice action = new Choice();
    private final Choice emoji = new Choice();
    private final Choice reactor = new Choice();
    private final Choice reactedAt = new Choice();

    void put(Scope scope, boolean inData, String name, JsonToken token, String text) {
        int place = inData ? 10 : 0;
        if (scope == Scope.ROOT) {
            eventType = text;
            eventTypeToken = token;
        } else if (name.equals("from_me")) {
            if (token.isBoolean()) {
                direction.offer(place + 1, token == JsonToken.VALUE_TRUE ? "sent" : "received");
            }
        } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            offer(scope, place, name, text);
        }
    }

    /** The lower the rank, the better the place. */
    private void offer(Scope scope, int place, String name, String text) {
        switch (name) {
            case "chat_id" -> chatId.offer(place, text);
            case "id" -> idOf(scope).offer(place + 1, text);
            case "message_uid" -> messageUid.offer(place, text);
            case "uid" -> messageUid.offer(place + 1, text);
            case "message_id" -> messageUid.offer(20, text);
            case "whatsapp_account_wid" -> accountId.offer(place, text);
            case "whatsapp_account_id", "waba_account_id" -> accountId.offer(place + 3, text);
            case "whatsapp_account_phone" -> accountPhone.offer(place + 2, text);
            case "display_phone_number" -> accountPhone.offer(place + 1, text);
            case "phone" -> phoneOf(scope).offer(place, text);
            case "sender_phone" -> senderPhone.offer(place, text);
            case "recipient_phone" -> recipientPhone.offer(place, text);
            case "full_name", "name" -> reactor.offer(place + 1, text);
            case "direction" -> direction.offer(place, text);
            case "origin" -> origin.offer(place, text);
            case "action" -> action.offer(place, text);
            case "emoji" -> emoji.offer(place, text);
            case "timestamp" -> reactedAt.offer(place, text);
            default -> throw new IllegalStateException("no place for a field that is wanted");
        }
    }

    private Choice idOf(Scope scope) {
        return switch (scope) {
            case CHAT -> chatId;
            case DATA -> flatId;
            default -> accountId;
        };
    }

    private Choice phoneOf(Scope scope) {
        return switch (scope) {
            case REACTOR -> reactor;
            case DATA -> flatPhone;
            default -> accountPhone;
        };
    }

    /** What {@code data.id} and the flat numbers belong to, only the type tells. */
    private void settleFlatFields(EventType.Payload kind, Direction way) {
        switch (kind) {
            case ACCOUNT -> {
                accountId.orElse(flatId);
                accountPhone.orElse(flatPhone);
            }
            case CHAT -> chatId.orElse(flatId);
            case MESSAGE -> {
                if (way != null) {
                    accountPhone.orElse(way == Direction.SENT ? senderPhone : recipientPhone);
                }
            }
            default -> {
                // Has objects of its own in both envelopes.
            }
        }
    }

    ParsedEvent toEvent(byte[] body) {
        Optional<EventType> known = EventType.of(requiredType());
        Direction way =
                known.map(EventType::direction).orElseGet(() -> Direction.of(direction.text));
        known.ifPresent(type -> settleFlatFields(type.payload(), way));
        boolean reaction = known.filter(EventType.MESSAGE_REACTION::equals).isPresent();
        return new ParsedEvent(
                eventType,
                chatId.checked("chat id"),
                messageUid.checked("message uid"),
                accountId.checked("account id"),
                accountPhone.checked("account phone"),
                way,
                origin.checked("origin"),
                reaction
                        ? new ReactionDetails(action.text, emoji.text, reactor.text, reactedAt.text)
                        : null,
                body);
    }

    private String requiredType() {
        if (eventTypeToken == null) {
            throw new MalformedEventException("no event_type");
        }
        if (eventTypeToken != JsonToken.VALUE_STRING) {
            throw new MalformedEventException("event_type must be a string");
        }
        if (!EventReader.isEventType(eventType)) {
            throw new MalformedEventException(
                    "event_type must be 1 to %d letters, digits, and any of : _ . -"
                            .formatted(EventReader.EVENT_TYPE_MAX));
        }
        return eventType;
    }

    /** One field for which several places of a body offer a value. */
    private static final class Choice {

        private String text;
        private int rank = Integer.MAX_VALUE;

        void offer(int newRank, String newText) {
            if (newRank <= rank && !newText.isEmpty()) {
                rank = newRank;
                text = newText;
            }
        }

        void orElse(Choice other) {
            if (text == null) {
                text = other.text;
            }
        }

        /** The text, if a ledger can store it: PostgreSQL has no U+0000, and columns are finite. */
        String checked(String what) {
            if (text == null) {
                return null;
            }
            if (text.length() > TEXT_MAX) {
                throw new MalformedEventException(
                        "%s is longer than %d characters".formatted(what, TEXT_MAX));
            }
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                    throw new MalformedEventException(what + " has characters that no id has");
                }
            }
            return text;
        }
    }
}

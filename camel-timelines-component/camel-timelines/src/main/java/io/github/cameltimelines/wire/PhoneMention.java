package io.github.cameltimelines.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a person's phone number in the body of an event: in any field whose value is that number,
 * however it is written ({@code +34 600…}, bare digits, {@code 34600…@s.whatsapp.net}), whether the
 * person is the chat, the sender, the recipient, who reacted, who called, or a member of a group. A
 * number inside a longer text is not one. Pure.
 *
 * <p>The number of the workspace's own WhatsApp account is in each of its events and is no
 * customer's: an event of the account with that number is never a find.
 *
 * @param directChat the id of the chat with nobody but that person; null where the event is of
 *     another chat, or of none
 */
public record PhoneMention(String directChat) {

    private static final int DIGITS_MIN = 6;
    private static final int DIGITS_MAX = 15; // E.164

    private static final Set<String> OWN_OBJECTS = Set.of("whatsapp_account", "account");
    private static final Set<String> OWN_FIELDS =
            Set.of(
                    "whatsapp_account_id",
                    "whatsapp_account_wid",
                    "whatsapp_account_phone",
                    "display_phone_number");

    /** Numbers, too, but not of a phone. */
    private static final Set<String> OTHER_IDS =
            Set.of(
                    "id",
                    "chat_id",
                    "uid",
                    "message_uid",
                    "message_id",
                    "reply_to_uid",
                    "last_message_uid",
                    "timestamp",
                    "received_timestamp",
                    "waba_account_id",
                    "meta_phone_id",
                    "meta_waba_id");

    private static final ObjectMapper JSON = TimelinesJson.mapper();

    /**
     * Looks for that number.
     *
     * @param digits as {@link #digits} gives them
     */
    public static Optional<PhoneMention> find(byte[] body, String digits) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (IOException e) {
            return Optional.empty(); // what is accepted can be read
        }
        return isOwn(event, digits, false) || !isNamed(event, digits)
                ? Optional.empty()
                : Optional.of(new PhoneMention(directChat(event, digits)));
    }

    /** The digits of a phone number or of a WhatsApp id; null for what is none. */
    public static String digits(String text) {
        int at = text.indexOf('@');
        if (at >= 0 && !text.endsWith("@s.whatsapp.net") && !text.endsWith("@c.us")) {
            return null;
        }
        String number = at < 0 ? text : text.substring(0, at).split(":", 2)[0];
        if (number.length() > 2 * DIGITS_MAX) {
            return null;
        }
        String digits = number.replaceAll("[+\\s().\u00a0\u2010\u2011-]", "");
        String international = digits.startsWith("00") ? digits.substring(2) : digits;
        boolean isNumber =
                international.length() >= DIGITS_MIN
                        && international.length() <= DIGITS_MAX
                        && international.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? international : null;
    }

    private static boolean is(JsonNode value, String digits) {
        return value.isValueNode() && digits.equals(digits(value.asText()));
    }

    private static boolean isOwn(JsonNode node, String digits, boolean own) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean ownField = OWN_FIELDS.contains(field.getKey());
            if ((own || ownField) && is(field.getValue(), digits)
                    || field.getValue().isObject()
                            && isOwn(
                                    field.getValue(),
                                    digits,
                                    OWN_OBJECTS.contains(field.getKey()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(JsonNode node, String digits) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!OTHER_IDS.contains(field.getKey())
                        && (is(field.getValue(), digits) || isNamed(field.getValue(), digits))) {
                    return true;
                }
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                if (is(element, digits) || isNamed(element, digits)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Both of TimelinesAI's envelopes. */
    private static String directChat(JsonNode event, String digits) {
        for (JsonNode in : new JsonNode[] {event, event.path("data")}) {
            JsonNode chat = in.path("chat");
            boolean isGroup =
                    chat.path("is_group").asBoolean()
                            || chat.path("chat_type").asText().equals("group");
            JsonNode id =
                    chat.path("chat_id").isMissingNode() ? chat.path("id") : chat.path("chat_id");
            if (!isGroup
                    && id.isValueNode()
                    && (is(chat.path("phone"), digits) || is(chat.path("jid"), digits))) {
                return id.asText();
            }
        }
        return null;
    }
}

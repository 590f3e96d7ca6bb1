package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.ParsedEvent.ReactionDetails;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What makes two calls the same event. TimelinesAI sends no event id, so it is put together from
 * the payload:
 *
 * <ul>
 *   <li>messages: {@code message|uid}, however many upstream webhooks report them ({@code
 *       message:new} and its directional types alike);
 *   <li>calls and WhatsApp Business messages: {@code event_type|uid};
 *   <li>reactions: uid, action, emoji, reactor and time;
 *   <li>all others, unknown types and those without what the key needs: SHA-256 of the body. The
 *       same bytes may well tell of a second happening (a chat assigned to and fro), so their
 *       window is short.
 * </ul>
 *
 * @param value never empty; a reaction's holds a phone number
 * @param hashed whether it is a hash of the body, to which the shorter window belongs
 */
public record EventKey(String value, boolean hashed) {

    /** How long a repetition is dropped where the key is natural: 14 days. */
    public static final Duration WINDOW = Duration.ofDays(14);

    /** How long a repetition is dropped where the key is a hash of the body: 10 minutes. */
    public static final Duration HASHED_WINDOW = Duration.ofMinutes(10);

    /** Pure: the same body gives the same key, on every node and in every run. */
    public static EventKey of(ParsedEvent event) {
        String natural =
                EventType.of(event.receivedType()).map(t -> natural(t, event)).orElse(null);
        return natural != null
                ? new EventKey(natural, false)
                : new EventKey("sha256|" + HexFormat.of().formatHex(sha256(event.body())), true);
    }

    /**
     * The first 128 bits of SHA-256 of workspace and key: small and of one size, to be unique in
     * the ledger. It tells nothing of the number in a reaction's key.
     */
    public UUID fingerprint(String workspaceId) {
        ByteBuffer hash =
                ByteBuffer.wrap(
                        sha256((workspaceId + '|' + value).getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static String natural(EventType type, ParsedEvent event) {
        if (event.messageUid() == null) {
            return null;
        }
        String uid = escaped(event.messageUid());
        return switch (type.payload()) {
            case MESSAGE -> "message|" + uid;
            case CALL, WABA_MESSAGE -> type.wireName() + '|' + uid;
            case REACTION -> reaction(uid, event.reaction());
            case CHAT, ACCOUNT, WABA_CHAT, WABA_ACCOUNT, WABA_TEMPLATE -> null;
        };
    }

    /** Without a time, setting the same emoji again would look like a repetition: no key then. */
    private static String reaction(String uid, ReactionDetails reaction) {
        return reaction.timestamp() == null
                ? null
                : String.join(
                        "|",
                        "reaction",
                        uid,
                        escaped(reaction.action()),
                        escaped(reaction.emoji()),
                        escaped(reaction.reactor()),
                        escaped(reaction.timestamp()));
    }

    /** So that no text can pretend to be two fields. */
    private static String escaped(String text) {
        if (text == null) {
            return "";
        }
        return text.indexOf('|') < 0 && text.indexOf('\\') < 0
                ? text
                : text.replace("\\", "\\\\").replace("|", "\\|");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "EventKey[" + (hashed ? "hash of the body" : "natural") + "]";
    }
}

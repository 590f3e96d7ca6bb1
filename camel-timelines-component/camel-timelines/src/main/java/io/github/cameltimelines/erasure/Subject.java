package io.github.cameltimelines.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.wire.PhoneMention;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is to be erased. Immutable.
 *
 * @param phone in digits; null where it is a chat
 * @param chats by their ids: the one that was named, or those found to be the phone's own
 */
public record Subject(String phone, Set<String> chats) {

    /** What was named. */
    public enum Kind {
        CHAT,
        PHONE
    }

    /** Characters of a chat's id, at the most. */
    public static final int CHAT_MAX = 200;

    private static final ObjectMapper JSON = TimelinesJson.mapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /** About 100 ms: all numbers of a country take years to try. */
    private static final int ITERATIONS = 210_000;

    public Subject {
        chats = Set.copyOf(chats);
    }

    /**
     * All of a chat.
     *
     * @throws IllegalArgumentException if that is no chat's id
     */
    public static Subject chat(String id) {
        if (id.isBlank() || id.length() > CHAT_MAX) {
            throw new IllegalArgumentException("must be the id of a chat, as in 4711");
        }
        return new Subject(null, Set.of(id));
    }

    /**
     * All that names a phone, and all of the chats that are its own.
     *
     * @throws IllegalArgumentException if that is no number with its country
     */
    public static Subject phone(String number) {
        String digits = number.startsWith("+") ? PhoneMention.digits(number) : null;
        if (digits == null) {
            throw new IllegalArgumentException(
                    "must be a phone number with its country, as in +34600111222");
        }
        return new Subject(digits, Set.of());
    }

    /** Whether that id of a chat is one of its chats, or the phone itself. */
    boolean isNamedBy(String chatId) {
        return chats.contains(chatId) || phone != null && phone.equals(PhoneMention.digits(chatId));
    }

    Kind kind() {
        return phone == null ? Kind.CHAT : Kind.PHONE;
    }

    Subject with(Set<String> moreChats) {
        Set<String> all = new TreeSet<>(chats);
        all.addAll(moreChats);
        return new Subject(phone, all);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    static Subject of(String json) throws SQLException {
        try {
            return JSON.readValue(json, Subject.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("timelines_erasure.subject is not what we wrote");
        }
    }

    /**
     * A hash that tells nothing of the subject to who does not know it already: {@code
     * pbkdf2-sha256$iterations$salt$hash}, of {@code chat|<id>} or {@code phone|<digits>}, salt and
     * hash in Base64. A plain hash of a phone number is found by trying all there are.
     */
    String hash() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return "pbkdf2-sha256$%d$%s$%s"
                .formatted(ITERATIONS, base64(salt), base64(hash(salt, ITERATIONS)));
    }

    /** Whether the hash is that of this subject: of what was named, not of what was found. */
    public boolean isOf(String hash) {
        String[] parts = hash.split("\\$");
        return base64(hash(Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1])))
                .equals(parts[3]);
    }

    private byte[] hash(byte[] salt, int iterations) {
        String named =
                kind().name().toLowerCase(Locale.ROOT)
                        + '|'
                        + (phone == null ? chats.iterator().next() : phone);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(
                            new PBEKeySpec(named.toCharArray(), salt, iterations, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without numbers: they are personal data. */
    @Override
    public String toString() {
        return "Subject[" + kind() + "]";
    }
}

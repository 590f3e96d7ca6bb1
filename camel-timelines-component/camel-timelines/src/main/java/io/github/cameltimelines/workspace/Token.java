package io.github.cameltimelines.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is kept of a token that calls the API: not the token.
 *
 * @param id its number in the ledger
 * @param workspaceId the only workspace that it gives a right to
 * @param name of the member or program that has it; stands in the change log
 * @param revokedAt since when it is of no use; null while it is
 */
public record Token(int id, int workspaceId, String name, Instant createdAt, Instant revokedAt) {

    public static final int NAME_MAX = 64;

    /** A token of fewer characters can be guessed. */
    public static final int LENGTH_MIN = 16;

    /**
     * What is kept of it. A plain hash: a token has too many random bits to be found by trying, and
     * to look a hash up tells nothing of the tokens by the time it takes.
     */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /**
     * @throws IllegalArgumentException if it is too short, or has what no header may have
     */
    static void requireUsable(String token) {
        if (token.length() < LENGTH_MIN || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new IllegalArgumentException(
                    "a token must have at least "
                            + LENGTH_MIN
                            + " characters, ASCII without blanks");
        }
    }

    /**
     * The name, if a token can be called so.
     *
     * @throws IllegalArgumentException if none can
     */
    public static String usableName(String name) {
        if (name == null
                || name.isBlank()
                || name.length() > NAME_MAX
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + NAME_MAX + " characters, none of them for control");
        }
        return name;
    }
}

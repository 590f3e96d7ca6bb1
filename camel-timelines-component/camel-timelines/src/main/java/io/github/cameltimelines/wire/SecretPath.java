package io.github.cameltimelines.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret segment at the end of the URL that TimelinesAI calls. TimelinesAI signs nothing and
 * sends no header of ours, so this segment is all that tells its calls from others'. Immutable,
 * thread-safe.
 */
public final class SecretPath {

    private static final int LENGTH_MIN = 16;
    private static final int RANDOM_BYTES = 32; // 43 characters, 256 bits
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_\\-.~]+");

    private final byte[] secret;

    private SecretPath(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws IllegalArgumentException naming {@code webhookSecret}, and not its value, if it has
     *     fewer than 16 characters or some that a URL would have to escape
     */
    public static SecretPath of(String webhookSecret) {
        if (webhookSecret == null
                || webhookSecret.length() < LENGTH_MIN
                || !URL_SAFE.matcher(webhookSecret).matches()) {
            throw new IllegalArgumentException(
                    "webhookSecret must have at least %d characters, only letters, digits, - _ . ~"
                            .formatted(LENGTH_MIN));
        }
        return new SecretPath(webhookSecret);
    }

    /** A new secret of 256 random bits, safe in a URL. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Whether this is the secret. The time it takes depends on the length of what the caller sent,
     * and neither on the secret nor on how much of it was right.
     */
    public boolean matches(String segment) {
        return segment != null
                && MessageDigest.isEqual(segment.getBytes(StandardCharsets.UTF_8), secret);
    }

    /** The path to call: the base, without a slash at its end, and the secret. */
    public String under(String basePath) {
        String base =
                basePath.endsWith("/") ? basePath.substring(0, basePath.length() - 1) : basePath;
        return base + '/' + new String(secret, StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretPath[]";
    }
}

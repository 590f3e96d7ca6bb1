package io.github.cameltimelines.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries after Standard Webhooks 1.0, version {@code v1}: HMAC-SHA256 over
 * id.timestamp.body, in Base64. With several secrets there are several signatures, so that a
 * receiver that knows one of them can verify while the secret is being rotated. Immutable,
 * thread-safe.
 *
 * <p>Not with the Standard Webhooks library, which wants the body as a string and makes a Mac for
 * each signature; the tests check against it.
 */
final class Signer {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_MIN = 24;
    private static final int KEY_MAX = 64;

    private static final ThreadLocal<Mac> MAC =
            ThreadLocal.withInitial(
                    () -> {
                        try {
                            return Mac.getInstance(ALGORITHM);
                        } catch (GeneralSecurityException everyJvmHasIt) {
                            throw new IllegalStateException(everyJvmHasIt);
                        }
                    });

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets {@code whsec_} and the key in Base64, the newest first; none for no signature
     * @throws IllegalArgumentException if one is not; it does not tell the secret
     */
    Signer(List<String> secrets) {
        keys = secrets.stream().map(Signer::key).toList();
    }

    private static SecretKeySpec key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (key.length >= KEY_MIN && key.length <= KEY_MAX) {
                    return new SecretKeySpec(key, ALGORITHM);
                }
            } catch (IllegalArgumentException notBase64) {
                // said below
            }
        }
        throw new IllegalArgumentException(
                "secret must be whsec_ and %d to %d bytes in Base64".formatted(KEY_MIN, KEY_MAX));
    }

    /** The value of {@code webhook-signature}; null without a secret. */
    String sign(String id, long timestamp, byte[] body) {
        if (keys.isEmpty()) {
            return null;
        }
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder(48 * keys.size());
        Mac mac = MAC.get();
        for (SecretKeySpec key : keys) {
            try {
                mac.init(key);
            } catch (GeneralSecurityException cannotHappen) {
                throw new IllegalStateException(cannotHappen);
            }
            mac.update(head);
            signatures.append(signatures.isEmpty() ? "v1," : " v1,");
            signatures.append(Base64.getEncoder().encodeToString(mac.doFinal(body)));
        }
        return signatures.toString();
    }
}

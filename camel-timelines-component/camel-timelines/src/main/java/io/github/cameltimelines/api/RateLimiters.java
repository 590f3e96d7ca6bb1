package io.github.cameltimelines.api;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One {@link RateLimiter} per token and base URL in the JVM. This is the one piece of static state
 * that we allow ourselves: TimelinesAI counts calls per token and address, and does not know how
 * many Camel contexts, components or class loaders of ours share them. Entries are weak, so that a
 * limiter goes with the last client that uses it; keys are hashes, so that no heap dump of this map
 * shows a token.
 */
final class RateLimiters {

    private static final ConcurrentMap<String, WeakReference<RateLimiter>> LIMITERS =
            new ConcurrentHashMap<>();

    private RateLimiters() {}

    /** The shared limiter; the strictest settings of all who share it apply. */
    static RateLimiter of(String baseUrl, String token, double ratePerSecond, int burst) {
        LIMITERS.values().removeIf(limiter -> limiter.get() == null);
        RateLimiter[] found = new RateLimiter[1];
        LIMITERS.compute(
                hash(baseUrl + '\n' + token),
                (key, known) -> {
                    RateLimiter limiter = known == null ? null : known.get();
                    if (limiter == null) {
                        limiter = new RateLimiter(ratePerSecond, burst, System::nanoTime);
                        known = new WeakReference<>(limiter);
                    } else {
                        limiter.restrict(ratePerSecond, burst);
                    }
                    found[0] = limiter;
                    return known;
                });
        return found[0];
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

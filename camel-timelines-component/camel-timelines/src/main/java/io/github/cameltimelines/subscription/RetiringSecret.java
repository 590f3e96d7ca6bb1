package io.github.cameltimelines.subscription;

import java.time.Instant;
import java.util.Objects;

/**
 * A secret that was replaced, and signs beside the new one for some time, so that the receivers can
 * be changed one after the other.
 *
 * @param secret {@code whsec_…} of Standard Webhooks
 * @param until it signs no attempt from then on
 */
public record RetiringSecret(String secret, Instant until) {

    public RetiringSecret {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(until, "until");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RetiringSecret[until=" + until + "]";
    }
}

package io.github.cameltimelines.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A new secret for a subscription. The one that it replaces signs beside it for some time, so that
 * a receiver that knows either can verify, and is changed at any moment in between.
 *
 * @param secret the new one, {@code whsec_…} of Standard Webhooks
 * @param overlap how long the replaced one signs; zero ends it at once, and all that were replaced
 *     before
 */
public record SecretRotation(String secret, Duration overlap) {

    /** As long as one shift of people who have to change the receivers. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    public static final Duration OVERLAP_MAX = Duration.ofDays(7);

    /** Secrets that sign at once, at the most: each is a signature in a header of the delivery. */
    public static final int SECRETS_MAX = 5;

    /**
     * The subscription with the new secret.
     *
     * @throws IllegalArgumentException if the secret signs already, or too many would
     */
    public Subscription applyTo(Subscription subscription, Instant now) {
        List<String> signing = subscription.httpAt(now).secrets();
        if (signing.contains(secret)) {
            throw new IllegalArgumentException("is a secret that signs already");
        }
        List<RetiringSecret> retiring = new ArrayList<>();
        if (!overlap.isZero()) {
            Instant until = now.plus(overlap);
            subscription
                    .http()
                    .secrets()
                    .forEach(replaced -> retiring.add(new RetiringSecret(replaced, until)));
            subscription.retiring().stream()
                    .filter(earlier -> now.isBefore(earlier.until()))
                    .forEach(retiring::add);
            if (retiring.size() >= SECRETS_MAX) {
                throw new IllegalArgumentException(
                        "cannot be used yet: "
                                + signing.size()
                                + " secrets sign already; wait for one to end, or end them with an overlap of 0s");
            }
        }
        return subscription
                .but()
                .http(subscription.http().withSecrets(List.of(secret)))
                .retiring(retiring)
                .build();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretRotation[overlap=" + overlap + "]";
    }
}

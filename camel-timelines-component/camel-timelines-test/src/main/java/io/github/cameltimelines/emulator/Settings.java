package io.github.cameltimelines.emulator;

import java.time.Clock;
import java.time.Duration;

/** What the builder collected. The clock's zone is the workspace's time zone. */
record Settings(
        String token,
        Envelope envelope,
        Duration pacing,
        Clock clock,
        Duration webhookTimeout,
        int webhookTries,
        Duration webhookSpacing,
        int webhookLimit,
        boolean idempotentWebhooks,
        long messagingQuota) {

    @Override
    public String toString() {
        return "Settings[envelope=" + envelope + ", pacing=" + pacing + "]";
    }
}

package io.github.cameltimelines.emulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What the builder collected. The clock's zone is the workspace's time zone; the folder is null
 * where nothing is kept.
 */
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
        long messagingQuota,
        Path dataFolder) {

    @Override
    public String toString() {
        return "Settings[envelope=" + envelope + ", pacing=" + pacing + "]";
    }
}

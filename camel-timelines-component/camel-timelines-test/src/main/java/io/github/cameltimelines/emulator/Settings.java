package io.github.cameltimelines.emulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What the builder collected. The clock's zone is the workspace's time zone; the folder is null
 * where nothing is kept, the outcome where nobody shows one.
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
        Path dataFolder,
        List<Link> links,
        Link outcome) {

    /** One that the page has. */
    record Link(String text, String url) {}

    Settings {
        links = List.copyOf(links);
    }

    @Override
    public String toString() {
        return "Settings[envelope=" + envelope + ", pacing=" + pacing + "]";
    }
}

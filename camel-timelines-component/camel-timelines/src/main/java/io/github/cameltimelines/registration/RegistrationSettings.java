package io.github.cameltimelines.registration;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How webhooks are kept registered.
 *
 * @param url where TimelinesAI calls us, ending in the secret; http or https
 * @param limit webhooks that the workspace may have; default 10, 0 or less is no limit
 * @param interval between two looks at what is registered; default 5 min, at least 1 s
 */
public record RegistrationSettings(String url, int limit, Duration interval) {

    /** Default of {@link #interval()}. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final int URL_MAX = 4096; // TimelinesAI's OpenAPI specification

    /**
     * @throws IllegalArgumentException naming the option to change, and never the URL
     */
    public RegistrationSettings {
        Objects.requireNonNull(interval, "interval");
        if (interval.compareTo(INTERVAL_MIN) < 0) {
            throw new IllegalArgumentException("registrationInterval must be at least 1 s");
        }
        if (url == null || url.length() > URL_MAX || !isHttp(url)) {
            throw new IllegalArgumentException(
                    "publicUrl must begin with http:// or https:// and a host");
        }
    }

    /** With the default limit and interval. */
    public static RegistrationSettings of(String url) {
        return new RegistrationSettings(url, WebhookPlanner.DEFAULT_LIMIT, DEFAULT_INTERVAL);
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    /** Without the URL, which holds the secret. */
    @Override
    public String toString() {
        return "RegistrationSettings[limit=" + limit + ", interval=" + interval + "]";
    }
}

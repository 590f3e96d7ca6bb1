package io.github.cameltimelines.subscription;

import io.github.cameltimelines.wire.EventBody;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the deliveries of a subscription are made over HTTP.
 *
 * @param url where they are posted to, http or https
 * @param format of the body; default {@code timelines}
 * @param headers sent with each attempt, besides our own; none by default
 * @param secrets {@code whsec_…} of Standard Webhooks, the newest first; several while one is being
 *     rotated, none for unsigned deliveries
 * @param timeout for one attempt in all: connect, head and body; default 5 s, as TimelinesAI
 * @param retrySchedule waits between the attempts
 * @param concurrency attempts at once at the most
 * @param ratePerSecond attempts in a second at the most; 0 for no limit
 * @param deletedWhenGone whether an answer 410 deletes the subscription; by default it does not
 */
public record HttpSettings(
        URI url,
        EventBody.Format format,
        Map<String, String> headers,
        List<String> secrets,
        Duration timeout,
        RetrySchedule retrySchedule,
        int concurrency,
        int ratePerSecond,
        boolean deletedWhenGone) {

    /** TimelinesAI gives its receivers as long (seeds, "Webhook endpoint requirements"). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public static final int DEFAULT_CONCURRENCY = 10;

    public HttpSettings {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    /** One that is kept whatever is answered. */
    public HttpSettings(
            URI url,
            EventBody.Format format,
            Map<String, String> headers,
            List<String> secrets,
            Duration timeout,
            RetrySchedule retrySchedule,
            int concurrency,
            int ratePerSecond) {
        this(
                url,
                format,
                headers,
                secrets,
                timeout,
                retrySchedule,
                concurrency,
                ratePerSecond,
                false);
    }

    /** To that URL, with the default of everything else, and unsigned. */
    public static HttpSettings to(URI url) {
        return new HttpSettings(
                url,
                EventBody.Format.TIMELINES,
                Map.of(),
                List.of(),
                DEFAULT_TIMEOUT,
                RetrySchedule.parse(RetrySchedule.DEFAULT_FOR_HTTP),
                DEFAULT_CONCURRENCY,
                0);
    }

    /** The same, but signed with those. */
    public HttpSettings withSecrets(List<String> newSecrets) {
        return new HttpSettings(
                url,
                format,
                headers,
                newSecrets,
                timeout,
                retrySchedule,
                concurrency,
                ratePerSecond,
                deletedWhenGone);
    }

    /** Without the headers' values and the secrets. */
    @Override
    public String toString() {
        return "HttpSettings[host=%s, format=%s, headers=%s, secrets=%d, timeout=%s]"
                .formatted(url.getHost(), format, headers.keySet(), secrets.size(), timeout);
    }
}

package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.wire.EventBody;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of deliveries over HTTP that are changed one by one. Immutable. */
record HttpPatch(HttpSettings settings) {

    HttpPatch url(URI url) {
        return of(url, settings.format(), settings.headers(), settings.secrets());
    }

    HttpPatch format(EventBody.Format format) {
        return of(settings.url(), format, settings.headers(), settings.secrets());
    }

    HttpPatch headers(Map<String, String> headers) {
        return of(settings.url(), settings.format(), headers, settings.secrets());
    }

    HttpPatch secrets(List<String> secrets) {
        return of(settings.url(), settings.format(), settings.headers(), secrets);
    }

    private HttpPatch of(
            URI url, EventBody.Format format, Map<String, String> headers, List<String> secrets) {
        return new HttpPatch(
                new HttpSettings(
                        url,
                        format,
                        headers,
                        secrets,
                        settings.timeout(),
                        settings.retrySchedule(),
                        settings.concurrency(),
                        settings.ratePerSecond(),
                        settings.deletedWhenGone()));
    }

    HttpPatch deletedWhenGone(boolean deleted) {
        return new HttpPatch(
                new HttpSettings(
                        settings.url(),
                        settings.format(),
                        settings.headers(),
                        settings.secrets(),
                        settings.timeout(),
                        settings.retrySchedule(),
                        settings.concurrency(),
                        settings.ratePerSecond(),
                        deleted));
    }

    HttpPatch timeout(Duration timeout) {
        return paced(
                timeout,
                settings.retrySchedule(),
                settings.concurrency(),
                settings.ratePerSecond());
    }

    HttpPatch retrySchedule(RetrySchedule schedule) {
        return paced(
                settings.timeout(), schedule, settings.concurrency(), settings.ratePerSecond());
    }

    HttpPatch concurrency(int concurrency) {
        return paced(
                settings.timeout(),
                settings.retrySchedule(),
                concurrency,
                settings.ratePerSecond());
    }

    HttpPatch ratePerSecond(int rate) {
        return paced(settings.timeout(), settings.retrySchedule(), settings.concurrency(), rate);
    }

    private HttpPatch paced(Duration timeout, RetrySchedule schedule, int concurrency, int rate) {
        return new HttpPatch(
                new HttpSettings(
                        settings.url(),
                        settings.format(),
                        settings.headers(),
                        settings.secrets(),
                        timeout,
                        schedule,
                        concurrency,
                        rate,
                        settings.deletedWhenGone()));
    }
}

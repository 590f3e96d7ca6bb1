package io.github.cameltimelines.delivery;

import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.wire.EventBody;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/** The settings of a subscription, checked and made ready for its attempts. Immutable. */
final class HttpPlan {

    private static final Header USER_AGENT = new BasicHeader("User-Agent", "Camel-Timelines");

    private final HttpSettings settings;
    private final DestinationUrl url;
    private final HttpRoute route;
    private final Header[] fixed;
    private final Signer signer;

    /**
     * @throws IllegalArgumentException naming what cannot be delivered with
     */
    HttpPlan(HttpSettings settings) {
        if (settings.timeout().isNegative() || settings.timeout().isZero()) {
            throw new IllegalArgumentException("timeout must be more than 0");
        }
        this.settings = settings;
        url = url(settings);
        route =
                new HttpRoute(
                        new HttpHost(url.scheme(), url.host().ascii(), url.port()),
                        null,
                        url.tls());
        List<Header> headers = new ArrayList<>();
        headers.add(new BasicHeader("Host", url.hostHeader()));
        headers.add(USER_AGENT);
        headers.add(new BasicHeader("Content-Type", settings.format().contentType()));
        headers.addAll(RequestHeaders.of(settings.headers()));
        fixed = headers.toArray(Header[]::new);
        signer = new Signer(settings.secrets());
    }

    private static DestinationUrl url(HttpSettings settings) {
        try {
            return DestinationUrl.of(settings.url());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url: " + e.getMessage(), e);
        }
    }

    boolean isOf(HttpSettings others) {
        return settings == others || settings.equals(others);
    }

    HostName host() {
        return url.host();
    }

    HttpRoute route() {
        return route;
    }

    long timeoutMs() {
        return settings.timeout().toMillis();
    }

    EventBody.Format format() {
        return settings.format();
    }

    /**
     * @param second of the attempt, since 1970
     */
    HttpRequest request(Attempt attempt, byte[] body, long second) {
        BasicHttpRequest request =
                new BasicHttpRequest("POST", route.getTargetHost(), url.target());
        request.setHeaders(fixed);
        String id = RequestHeaders.printable(attempt.event().id());
        request.addHeader(new BasicHeader("Content-Length", Integer.toString(body.length)));
        request.addHeader(new BasicHeader("webhook-id", id));
        request.addHeader(new BasicHeader("webhook-timestamp", Long.toString(second)));
        String signature = signer.sign(id, second, body);
        if (signature != null) {
            request.addHeader(new BasicHeader("webhook-signature", signature));
        }
        request.addHeader(
                new BasicHeader(
                        "timelines-event-type", RequestHeaders.printable(attempt.event().type())));
        request.addHeader(new BasicHeader("timelines-attempt", Integer.toString(attempt.number())));
        return request;
    }
}

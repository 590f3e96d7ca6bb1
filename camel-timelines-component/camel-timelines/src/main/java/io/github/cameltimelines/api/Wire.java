package io.github.cameltimelines.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Makes one try of a call through an {@link HttpClient} and reports what came of it. */
final class Wire {

    private static final int ERROR_BODY_MAX_BYTES = 64 * 1024;
    private static final int BODY_MAX_BYTES = 64 * 1024 * 1024;

    private final HttpClient http;
    private final RequestConfig config;
    private final InstantSource clock;

    Wire(HttpClient http, Timeout connectTimeout, Timeout responseTimeout, InstantSource clock) {
        this.http = http;
        this.config = config(http, connectTimeout, responseTimeout);
        this.clock = clock;
    }

    /** The user's own settings of the HTTP component win over our defaults. */
    @SuppressWarnings("deprecation") // the connect timeout's new place is out of our reach
    private static RequestConfig config(
            HttpClient http, Timeout connectTimeout, Timeout responseTimeout) {
        RequestConfig given = http instanceof Configurable known ? known.getConfig() : null;
        if (given == null) {
            given = RequestConfig.DEFAULT;
        }
        RequestConfig.Builder config = RequestConfig.copy(given);
        if (given.getResponseTimeout() == null) {
            config.setResponseTimeout(responseTimeout);
        }
        if (given.getConnectTimeout() == null) {
            config.setConnectTimeout(connectTimeout);
        }
        return config.build();
    }

    Outcome send(HttpUriRequestBase request) {
        request.setConfig(config);
        try {
            return http.execute(request, this::read);
        } catch (IOException broken) {
            HttpEntity body = request.getEntity();
            return body instanceof TrackedBody tracked
                    ? new Outcome.Broken(broken, tracked.begun(), tracked.done())
                    : new Outcome.Broken(broken, true, true);
        }
    }

    private Outcome read(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        boolean success = status >= 200 && status < 300;
        HttpEntity entity = response.getEntity();
        byte[] body =
                entity == null
                        ? null
                        : EntityUtils.toByteArray(
                                entity, success ? BODY_MAX_BYTES : ERROR_BODY_MAX_BYTES);
        Header retryAfter = response.getFirstHeader("Retry-After");
        Instant now = clock.instant();
        return new Outcome.Answered(
                status,
                retryAfter == null
                        ? Optional.empty()
                        : RetryAfter.parse(retryAfter.getValue(), now),
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }
}

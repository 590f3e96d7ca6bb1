package io.github.cameltimelines.delivery;

import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.wire.EventBody;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/**
 * An attempt as {@link HttpDestination} sends it, to be shown to people. Has no secret: the
 * signature, and the headers that the subscription adds, are {@link #HIDDEN}.
 *
 * @param headers in their order
 * @param body the exact bytes
 */
public record RequestPreview(String method, String url, Map<String, String> headers, byte[] body) {

    /** Stands for a value that is not shown. */
    public static final String HIDDEN = "***";

    private static final String SIGNATURE = "webhook-signature";

    /**
     * @param settings of the subscription at that time
     * @param at when the attempt is made
     * @throws IllegalArgumentException naming what cannot be delivered with
     */
    public static RequestPreview of(HttpSettings settings, Attempt attempt, Instant at) {
        byte[] body = EventBody.of(attempt.event(), settings.format());
        HttpRequest request = new HttpPlan(settings).request(attempt, body, at.getEpochSecond());
        Collection<String> theirs =
                settings.headers().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Map<String, String> headers = new LinkedHashMap<>();
        for (Iterator<Header> all = request.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            boolean hidden =
                    header.getName().equals(SIGNATURE)
                            || theirs.contains(header.getName().toLowerCase(Locale.ROOT));
            headers.put(header.getName(), hidden ? HIDDEN : header.getValue());
        }
        return new RequestPreview("POST", settings.url().toString(), headers, body);
    }

    /** Without what would be sent. */
    @Override
    public String toString() {
        return "RequestPreview[" + method + " " + body.length + " bytes]";
    }
}

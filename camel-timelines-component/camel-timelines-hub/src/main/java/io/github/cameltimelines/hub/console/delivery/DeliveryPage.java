package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Frame;
import io.github.cameltimelines.hub.console.Moment;
import io.github.cameltimelines.hub.console.Visit;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * One delivery.
 *
 * @param problem why it was not resent; null else
 * @param eventId public form
 * @param eventType null once the event is not kept any more
 * @param url of the webhook; null for one that is not there
 * @param earlier the delivery before of the same chat; null for none
 * @param request as it would be sent now; null where that cannot be told
 * @param noRequest why it cannot; null else
 * @param last its latest attempt; null before the first
 */
@JStache(path = "delivery/detail")
record DeliveryPage(
        Frame frame,
        String problem,
        String id,
        Moment at,
        String eventId,
        String eventType,
        int webhookId,
        String url,
        boolean enabled,
        String chatId,
        String earlier,
        StandingPart part,
        SentRequest request,
        String noRequest,
        AttemptRow last,
        List<AttemptRow> attempts) {

    /** The request, for people. */
    record SentRequest(String method, String url, List<SentHeader> headers, String body) {}

    /**
     * A header of it.
     *
     * @param hidden whether its value is not told
     */
    record SentHeader(String name, String value, boolean hidden) {}

    boolean isDisabled() {
        return url != null && !enabled;
    }

    String chatQuery() {
        return Visit.encoded(chatId);
    }
}

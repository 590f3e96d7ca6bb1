package io.github.cameltimelines.hub.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.model.TimelinesJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be replayed: deliveries or events, listed by their ids or filtered.
 *
 * @param source of what
 * @param listed ids in their order; null where a filter says which
 * @param filter what of a workspace; of listed events only the webhook that they go to
 * @param json as it was wished
 */
record ReplayWish(Source source, List<Long> listed, HistoryFilter filter, ObjectNode json) {

    /** Ids in one wish: a body has room for them. */
    static final int LISTED_MAX = 1_000;

    private static final JsonMapper JSON = TimelinesJson.builder().build();
    private static final String SOURCE = "source";
    private static final String DELIVERY_IDS = "delivery_ids";
    private static final String EVENT_IDS = "event_ids";
    private static final String WEBHOOK = "webhook_id";
    private static final String[] FILTERS = {
        WEBHOOK, "status", "event_type", "chat_id", "from", "to"
    };

    enum Source {
        /** What was owed before. */
        DELIVERIES,
        /** What came in, for a webhook that may never have been owed it. */
        EVENTS
    }

    /**
     * @param fields of the body; read to their end
     * @throws ApiProblem 400 with all that is wrong
     */
    static ReplayWish read(FieldReader fields, ObjectNode json, int workspaceId) {
        Set<Long> ids = new LinkedHashSet<>();
        fields.node(DELIVERY_IDS, node -> ids(node, IdForm.DELIVERY, ids));
        fields.node(EVENT_IDS, node -> ids(node, IdForm.EVENT, ids));
        Source[] source = {json.has(EVENT_IDS) ? Source.EVENTS : Source.DELIVERIES};
        fields.text(
                SOURCE,
                16,
                text ->
                        source[0] =
                                FieldReader.choice(
                                        text,
                                        Source.values(),
                                        one -> one.name().toLowerCase(Locale.ROOT)));
        HistoryFields wanted =
                new HistoryFields(fields)
                        .ofDeliveries(Status.GIVEN_UP, Status.DELIVERED, Status.RETRYING)
                        .ofEvents();
        checkTogether(fields, source[0]);
        fields.finishStrictly();
        boolean listed = json.has(DELIVERY_IDS) || json.has(EVENT_IDS);
        return new ReplayWish(
                source[0], listed ? List.copyOf(ids) : null, wanted.filter(workspaceId), json);
    }

    private static void checkTogether(FieldReader fields, Source source) {
        if (fields.hasAny(DELIVERY_IDS) && fields.hasAny(EVENT_IDS)) {
            fields.wrong(EVENT_IDS, "cannot be given together with " + DELIVERY_IDS);
        } else if (fields.hasAny(DELIVERY_IDS) && fields.hasAny(FILTERS)) {
            fields.wrong(DELIVERY_IDS, "says which; no filter can be given besides");
        } else if (fields.hasAny(EVENT_IDS)
                && fields.hasAny("status", "event_type", "chat_id", "from", "to")) {
            fields.wrong(EVENT_IDS, "says which; only webhook_id can be given besides");
        } else if (!fields.hasAny(DELIVERY_IDS, EVENT_IDS) && !fields.hasAny(FILTERS)) {
            fields.wrong(
                    WEBHOOK,
                    "give at least one of delivery_ids, event_ids, " + String.join(", ", FILTERS));
        }
        if (source == Source.EVENTS) {
            if (!fields.hasAny(WEBHOOK)) {
                fields.wrong(WEBHOOK, "is required: events go to one webhook");
            }
            if (fields.hasAny("status")) {
                fields.wrong("status", "is of deliveries; events have none");
            }
        }
        if (fields.hasAny(SOURCE) && fields.hasAny(DELIVERY_IDS, EVENT_IDS)) {
            fields.wrong(SOURCE, "is for filters; the ids say what they are of");
        }
    }

    private static void ids(JsonNode node, IdForm form, Set<Long> ids) {
        if (!node.isArray() || node.isEmpty() || node.size() > LISTED_MAX) {
            throw new IllegalArgumentException("must be an array of 1 to " + LISTED_MAX + " ids");
        }
        node.forEach(id -> ids.add(form.parse(id.textValue())));
    }

    /** As it was kept. */
    static ReplayWish parse(String kept, int workspaceId) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(kept);
            return read(new FieldReader(json), json, workspaceId);
        } catch (JsonProcessingException | ClassCastException | ApiProblem e) {
            throw new ReplayFailedException("What is to be replayed cannot be read any more", e);
        }
    }

    /** As it was kept, without the ids. */
    static ObjectNode shown(String kept) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(kept);
            json.remove(List.of(DELIVERY_IDS, EVENT_IDS));
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("timelines_replay holds what we did not write", e);
        }
    }

    String text() {
        return json.toString();
    }

    /** The one that all of it goes to; null for each to its own. */
    Integer webhookId() {
        return filter.subscriptionId();
    }

    boolean isListed() {
        return listed != null;
    }
}

package io.github.cameltimelines.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.HistoryFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads which events or deliveries are wanted, from a query or a body. For one thread. */
public final class HistoryFields {

    /** Items of a page where the call does not say. */
    public static final int LIMIT_DEFAULT = 50;

    public static final int LIMIT_MAX = 500;

    private static final int TEXT_MAX = 255;
    private static final int TIME_MAX = 40;

    private final FieldReader fields;
    private static final int LISTED_TEXT_MAX = LIMIT_MAX * 20;
    private static final String[] NOT_LISTED = {
        "webhook_id", "status", "event_id", "event_type", "chat_id", "from", "to", "cursor"
    };

    private List<Long> deliveryIds;
    private Long eventId;
    private Integer webhookId;
    private Status status;
    private String eventType;
    private String chatId;
    private Instant from;
    private Instant to;
    private int limit = LIMIT_DEFAULT;
    private Long before;

    public HistoryFields(FieldReader fields) {
        this.fields = fields;
    }

    /** Which part of a list. */
    public HistoryFields page() {
        fields.number("limit", 1, LIMIT_MAX, LIMIT_DEFAULT, number -> limit = number);
        fields.text("cursor", TEXT_MAX, text -> before = IdForm.CURSOR.parse(text));
        return this;
    }

    /** What can be wanted of events. */
    public HistoryFields ofEvents() {
        fields.text("event_type", TEXT_MAX, text -> eventType = text);
        fields.node("chat_id", node -> chatId = idText(node));
        fields.text("from", TIME_MAX, text -> from = time(text));
        fields.text("to", TIME_MAX, text -> to = time(text));
        if (from != null && to != null && !from.isBefore(to)) {
            fields.wrong("from", "must be before to");
        }
        return this;
    }

    /**
     * What can be wanted of deliveries besides.
     *
     * @param statuses that can be
     */
    public HistoryFields ofDeliveries(Status... statuses) {
        fields.number("webhook_id", 1, Integer.MAX_VALUE, 0, number -> webhookId = number);
        fields.text(
                "status",
                TEXT_MAX,
                text -> status = FieldReader.choice(text, statuses, HistoryFields::wireName));
        return this;
    }

    /** Deliveries of one event. */
    public HistoryFields ofEvent() {
        fields.text("event_id", TEXT_MAX, text -> eventId = IdForm.EVENT.parse(text));
        return this;
    }

    /** Deliveries that are named, and nothing besides. */
    public HistoryFields ofDeliveryIds() {
        fields.text("delivery_ids", LISTED_TEXT_MAX, text -> deliveryIds = ids(text));
        if (deliveryIds != null && fields.hasAny(NOT_LISTED)) {
            fields.wrong("delivery_ids", "says which; no filter can be given besides");
        }
        return this;
    }

    private static List<Long> ids(String text) {
        List<Long> ids = Arrays.stream(text.split(",")).map(IdForm.DELIVERY::parse).toList();
        if (ids.size() > LIMIT_MAX) {
            throw new IllegalArgumentException("must be at most " + LIMIT_MAX + " ids");
        }
        return ids;
    }

    /** As it stands in queries and answers. */
    public static String wireName(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** The ids of chats are numbers for TimelinesAI, and texts for us. */
    private static String idText(JsonNode node) {
        if (node.isIntegralNumber() || node.isTextual() && node.textValue().length() <= TEXT_MAX) {
            return node.asText();
        }
        throw new IllegalArgumentException("must be the id of a chat");
    }

    private static Instant time(String text) {
        try {
            return text.length() == "2026-11-21".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant(); // + in a query
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a time like 2026-11-21T10:00:00Z, or a day like 2026-11-21");
        }
    }

    public HistoryFilter filter(int workspaceId) {
        return new HistoryFilter(
                workspaceId, eventId, webhookId, status, eventType, chatId, from, to);
    }

    public Integer webhookId() {
        return webhookId;
    }

    /** Null where a filter says which. */
    public List<Long> deliveryIds() {
        return deliveryIds;
    }

    public int limit() {
        return limit;
    }

    /** The end of the part before; null for the first. */
    public Long before() {
        return before;
    }
}

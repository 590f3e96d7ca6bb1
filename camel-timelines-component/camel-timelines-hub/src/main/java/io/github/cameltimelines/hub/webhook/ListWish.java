package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.subscription.Subscription;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which page of the webhooks is wanted.
 *
 * @param after the number of the last one of the page before; 0 for the first page
 * @param hours whether with their last 24 hours
 * @param search what URL, event type or description contains, in lower case; empty for all
 */
record ListWish(int limit, long after, boolean hours, String search) {

    private static final int SEARCH_MAX = 255;

    /**
     * @return null where no page is asked for, but all
     */
    static ListWish read(FieldReader fields) {
        AtomicInteger limit = new AtomicInteger(HistoryFields.LIMIT_DEFAULT);
        AtomicLong after = new AtomicLong();
        AtomicBoolean hours = new AtomicBoolean();
        AtomicReference<String> search = new AtomicReference<>("");
        fields.number("limit", 1, HistoryFields.LIMIT_MAX, 0, limit::set);
        fields.text("cursor", SEARCH_MAX, text -> after.set(IdForm.CURSOR.parse(text)));
        fields.text("hours", SEARCH_MAX, text -> hours.set(flag(text)));
        fields.node("search", node -> search.set(searched(node.asText())));
        fields.finishStrictly();
        return fields.hasAny("limit", "cursor", "hours", "search")
                ? new ListWish(limit.get(), after.get(), hours.get(), search.get())
                : null;
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }

    private static String searched(String text) {
        if (text.length() > SEARCH_MAX) {
            throw new IllegalArgumentException("must have at most " + SEARCH_MAX + " characters");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    boolean wants(Subscription webhook) {
        return webhook.id() > after
                && (contains(webhook.http().url().toString())
                        || contains(webhook.eventTypes().toString())
                        || contains(webhook.description()));
    }

    private boolean contains(String text) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(search);
    }
}

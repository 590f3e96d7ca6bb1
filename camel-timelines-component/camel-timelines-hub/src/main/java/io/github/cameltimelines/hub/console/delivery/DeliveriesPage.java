package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Frame;
import io.github.cameltimelines.hub.console.Visit;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * The list.
 *
 * @param filter its fields
 * @param live what keeps it up to date; null where what was typed is wrong
 * @param cursor of this page; empty for the newest
 * @param older the cursor of the next; null for none
 */
@JStache(path = "delivery/list")
record DeliveriesPage(
        Frame frame,
        FilterForm filter,
        List<DeliveryRow> rows,
        LivePart live,
        String cursor,
        String older) {

    boolean hasRows() {
        return !rows.isEmpty();
    }

    /** Of the newest page. */
    String listQuery() {
        String query = filter.typed().query();
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }

    /** Of this page, behind another part of a query. */
    String selectQuery() {
        return filter.typed().query() + (isNewest() ? "" : "&cursor=" + Visit.encoded(cursor));
    }

    boolean isNewest() {
        return cursor.isEmpty();
    }

    /** Whether there is nothing because there is nothing at all. */
    boolean isNone() {
        return rows.isEmpty() && !filter.typed().isAny() && isNewest();
    }

    boolean isNoneOfThese() {
        return rows.isEmpty() && !isNone() && live != null;
    }
}

package io.github.cameltimelines.hub.console.delivery;

import io.jstach.jstache.JStache;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What keeps the list up to date: asks again by itself, says how many deliveries are new, and
 * brings the rows that stand otherwise by now.
 *
 * @param root the way from the list to the console
 * @param filter as in the URL of the list
 * @param since from when on deliveries are new; empty on a page that is not the newest
 * @param newest the first one shown; empty for none
 * @param fresh how many came since
 * @param more whether it is more than that
 * @param all that are shown, as they stand
 * @param changed of these, what the page does not show yet
 */
@JStache(path = "delivery/live")
record LivePart(
        String root,
        String filter,
        String since,
        String newest,
        int fresh,
        boolean more,
        List<Standing> all,
        List<Standing> changed) {

    /** What is asked next time. */
    String query() {
        return (root.isEmpty() ? "" : "up=1&")
                + "since="
                + since
                + "&newest="
                + newest
                + "&fresh="
                + fresh
                + "&shown="
                + all.stream()
                        .map(one -> one.id() + "~" + one.mark())
                        .collect(Collectors.joining(","))
                + filter;
    }

    boolean isNews() {
        return fresh > 0;
    }

    boolean isOne() {
        return fresh == 1;
    }

    String listQuery() {
        return filter.isEmpty() ? "" : "?" + filter.substring(1);
    }
}

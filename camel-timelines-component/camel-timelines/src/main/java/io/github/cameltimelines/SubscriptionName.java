package io.github.cameltimelines;

import org.apache.camel.Route;

/** The stable name under which the events of a consumer wait while its route is down. */
final class SubscriptionName {

    private static final int MAX = 255; // the column of the ledger

    private SubscriptionName() {}

    /**
     * The option, or the id that the route was given, or what it asks for. Not the id of a route
     * made from a kamelet: Camel counts those, so that with one more flow events would wait for
     * another's route.
     *
     * @param route null where it is not known
     * @throws IllegalArgumentException if the ledger cannot store it
     */
    static String of(TimelinesEndpoint endpoint, Route route) {
        String name = endpoint.getConfiguration().getSubscriptionName();
        if (name == null) {
            boolean hasOwnId = route != null && route.isCustomId() && !route.isCreatedByKamelet();
            name = hasOwnId ? route.getId() : endpoint.getName();
        }
        if (name.length() > MAX) {
            throw new IllegalArgumentException(
                    "subscriptionName has more than "
                            + MAX
                            + " characters; without the option it is the route's id, or else the event types");
        }
        return name;
    }
}

package io.github.cameltimelines.kamelet;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * The bean behind a filter kamelet, with a setter for each of its properties. As a predicate it
 * holds for what goes no further, as in the filters of Camel's own catalogue: the kamelet stops
 * those exchanges. Set up by one thread, then asked by many.
 */
abstract class EventFilter implements Predicate {

    /** Whether what matches goes on, or what does not. */
    private boolean matchesGoOn = true;

    final void goesOn(String property, String value, String matching, String others) {
        matchesGoOn = Property.oneOf(property, value, matching, others).equals(matching);
    }

    /** Called when the route is made: a property that cannot be used fails its start. */
    @Override
    public final void init(CamelContext context) {
        check();
    }

    @Override
    public final boolean matches(Exchange exchange) {
        return isFound(exchange) != matchesGoOn;
    }

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException naming the property to change
     */
    abstract void check();

    /**
     * Whether the message is what the filter looks for.
     *
     * @throws IllegalArgumentException if the body is nothing that can be looked at
     */
    abstract boolean isFound(Exchange exchange);

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}

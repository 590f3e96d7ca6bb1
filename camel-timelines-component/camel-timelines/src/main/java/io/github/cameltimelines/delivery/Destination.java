package io.github.cameltimelines.delivery;

import java.util.function.Consumer;

/** Where deliveries go: a Camel route, or an HTTP URL. */
@FunctionalInterface
public interface Destination {

    /**
     * Makes one attempt. Answers exactly once, on any thread, also when it failed; does not throw.
     *
     * @param attempt what to deliver, and the how-manieth time this is
     */
    void deliver(Attempt attempt, Consumer<Answer> answer);
}

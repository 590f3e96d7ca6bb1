package io.github.cameltimelines.delivery;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;

/**
 * One try at a delivery.
 *
 * @param event as the subscription asked for it
 * @param number the first is 1
 * @param subscription whose delivery it is
 */
public record Attempt(Event event, int number, Subscription subscription) {}

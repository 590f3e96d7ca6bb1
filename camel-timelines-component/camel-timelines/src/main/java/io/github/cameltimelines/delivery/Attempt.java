package io.github.cameltimelines.delivery;

import io.github.cameltimelines.model.Event;

/**
 * One try at a delivery.
 *
 * @param event as the subscription asked for it
 * @param number the first is 1
 */
public record Attempt(Event event, int number) {}

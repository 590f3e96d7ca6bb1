package io.github.cameltimelines.hub.console.webhook;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * New cells for the list that is open.
 *
 * @param switched whose switch was used; null for none
 * @param said what is read out; null for nothing
 */
@JStache(path = "webhook/figures")
record FiguresPart(List<Webhook> webhooks, Webhook switched, String said) {

    boolean isLive() {
        return true;
    }
}

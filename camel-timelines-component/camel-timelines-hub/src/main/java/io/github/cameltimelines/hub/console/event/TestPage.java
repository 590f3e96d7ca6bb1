package io.github.cameltimelines.hub.console.event;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * The form of a test event.
 *
 * @param webhookError and {@code typeError}, {@code payload.error}: null where nothing is wrong
 */
@JStache(path = "event/test")
record TestPage(
        Frame frame,
        Receivers receivers,
        List<Type> types,
        PayloadField payload,
        String webhookError,
        String typeError) {

    /** One to choose. */
    record Type(String name, boolean chosen) {}

    /** What is sent, in a field of its own: an example is put into its place. */
    @JStache(path = "event/payload-field")
    record PayloadField(String text, String error) {}
}

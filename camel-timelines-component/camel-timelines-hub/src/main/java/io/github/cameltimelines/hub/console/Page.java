package io.github.cameltimelines.hub.console;

import java.io.IOException;

/** HTML that is yet to be written: what a template makes of its model. */
@FunctionalInterface
public interface Page {
    void writeTo(Appendable out) throws IOException;
}

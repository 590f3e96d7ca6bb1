package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;

/** One replay. */
@JStache(path = "delivery/replay")
record ReplayPage(Frame frame, ReplayPart part) {}

package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;

/** How the hub is doing. */
@JStache(path = "overview/overview")
record OverviewPage(Frame frame) {}

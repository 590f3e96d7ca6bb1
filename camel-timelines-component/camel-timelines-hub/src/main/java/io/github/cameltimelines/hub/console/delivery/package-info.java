/** Deliveries: their list, one with its attempts, and replays of many. */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Templates;
import io.jstach.jstache.JStacheConfig;

/** How the flows do that the hub loaded. */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console.flow;

import io.github.cameltimelines.hub.console.Templates;
import io.jstach.jstache.JStacheConfig;

/** How the hub is doing, at a glance. */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.hub.console.Templates;
import io.jstach.jstache.JStacheConfig;

/** What came in, to whom it went, and test events. */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console.event;

import io.github.cameltimelines.hub.console.Templates;
import io.jstach.jstache.JStacheConfig;

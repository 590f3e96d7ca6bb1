/** The list of webhooks as TimelinesAI's console has it, and their forms. */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Templates;
import io.jstach.jstache.JStacheConfig;

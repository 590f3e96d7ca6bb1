/**
 * The pages for people: what they share. Each kind of page has a package of its own below.
 *
 * <p>The console asks the hub as anybody does: by the calls of the API, made inside the hub for
 * whoever is signed in. What a page can do the API can do, with the same checks and the same words.
 */
@JStacheConfig(using = Templates.class)
package io.github.cameltimelines.hub.console;

import io.jstach.jstache.JStacheConfig;

package io.github.cameltimelines.hub.console;

import io.jstach.jstache.JStache;

/**
 * Asks for a token.
 *
 * @param next where to go then, below the console
 * @param error why the last one was not taken; null for none
 */
@JStache(path = "sign-in")
record SignInPage(Frame frame, String next, String error) {}

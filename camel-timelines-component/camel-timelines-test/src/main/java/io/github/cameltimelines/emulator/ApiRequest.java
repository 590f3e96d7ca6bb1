package io.github.cameltimelines.emulator;

import java.time.Instant;

/**
 * One call of the REST API, logged as it arrived.
 *
 * @param method e.g. {@code POST}
 * @param path below the API's base URL and without the query, e.g. {@code /chats/4711/messages}
 * @param at by the emulator's clock
 */
public record ApiRequest(String method, String path, Instant at) {}

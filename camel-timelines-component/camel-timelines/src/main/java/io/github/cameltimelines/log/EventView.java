package io.github.cameltimelines.log;

import java.time.Instant;

/**
 * An event that is kept, without its payload.
 *
 * @param id what pages go by
 * @param eventId public form
 * @param chatId null where it has none
 */
public record EventView(
        long id, Instant receivedAt, String eventId, String eventType, String chatId) {}

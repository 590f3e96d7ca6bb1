package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Event;
import java.util.Optional;

/**
 * What must stay in order: the events of one chat; without a chat those of one WhatsApp account;
 * without either nothing.
 */
public final class OrderingKey {

    private OrderingKey() {}

    /** At most 208 characters: a prefix, and an id of at most 200. */
    public static Optional<String> of(Event event) {
        if (event.chatId() != null) {
            return Optional.of("chat|" + event.chatId());
        }
        if (event.accountId() != null) {
            return Optional.of("account|" + event.accountId());
        }
        return Optional.ofNullable(event.accountPhone()).map(phone -> "account|" + phone);
    }
}

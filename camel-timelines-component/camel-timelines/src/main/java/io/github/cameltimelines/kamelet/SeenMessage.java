package io.github.cameltimelines.kamelet;

import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What was written: the text of the message that an event tells of, or the body itself where that
 * is a text.
 *
 * @param text empty for events without one: files without caption, calls, new chats
 */
record SeenMessage(Optional<String> text) {

    /**
     * @throws IllegalArgumentException if the body is neither event nor text
     */
    static SeenMessage in(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof ChatMessage message) {
            return new SeenMessage(Optional.ofNullable(message.text()));
        }
        Optional<Event> event = SeenEvent.in(exchange.getMessage());
        return new SeenMessage(
                event.isPresent()
                        ? SeenEvent.part(event.get(), ChatMessage.class).map(ChatMessage::text)
                        : Optional.of(exchange.getMessage().getBody(String.class)));
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "SeenMessage[]";
    }
}

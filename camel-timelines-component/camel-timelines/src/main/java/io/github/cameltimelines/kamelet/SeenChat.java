package io.github.cameltimelines.kamelet;

import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.Party;
import io.github.cameltimelines.wire.MalformedEventException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The chat that an event is about, as far as the event tells it.
 *
 * @param id empty if there is none
 * @param name empty if there is none
 * @param phones of whom the workspace talks with in it; none of a group
 */
record SeenChat(String id, String name, List<String> phones) {

    private static final String ID_HEADER = "CamelTimelinesChatId";

    /**
     * @throws IllegalArgumentException if neither body nor header tell of a chat
     */
    static SeenChat in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Chat chat) {
            return of(Objects.toString(chat.id(), ""), chat, Stream.empty());
        }
        String header = exchange.getMessage().getHeader(ID_HEADER, String.class);
        try {
            return SeenEvent.in(exchange.getMessage())
                    .map(SeenChat::of)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "the body is a text and no event, and the header %s is not set"
                                                    .formatted(ID_HEADER)));
        } catch (IllegalArgumentException | MalformedEventException noEvent) {
            if (header == null) {
                throw noEvent;
            }
            return of(header, null, Stream.empty());
        }
    }

    private static SeenChat of(Event event) {
        Stream<String> others =
                Stream.concat(
                        SeenEvent.part(event, ChatMessage.class).stream()
                                .flatMap(m -> others(event, m.sender(), m.recipient())),
                        SeenEvent.part(event, Call.class).stream()
                                .flatMap(c -> others(event, c.caller(), c.recipient())));
        return of(
                Objects.toString(event.chatId(), ""),
                SeenEvent.part(event, Chat.class).orElse(null),
                others);
    }

    /** Whom the workspace talks with; both where it is not told who is who. */
    private static Stream<String> others(Event event, Party from, Party to) {
        return Stream.of(
                        event.direction() == Direction.SENT ? null : from,
                        event.direction() == Direction.RECEIVED ? null : to)
                .filter(Objects::nonNull)
                .map(Party::phone)
                .filter(Objects::nonNull);
    }

    /**
     * @param others count where the chat itself has no number; the older envelope has it nowhere
     *     else
     */
    private static SeenChat of(String id, Chat chat, Stream<String> others) {
        Optional<Chat> known = Optional.ofNullable(chat);
        List<String> own =
                known.stream()
                        .flatMap(c -> Stream.of(Optional.ofNullable(c.phone()), jid(c)))
                        .flatMap(Optional::stream)
                        .filter(phone -> !phone.isBlank())
                        .toList();
        boolean isGroup =
                known.map(c -> Boolean.TRUE.equals(c.group()) || isGroup(c.jid())).orElse(false);
        return new SeenChat(
                id,
                known.map(Chat::name).orElse(""),
                isGroup ? List.of() : own.isEmpty() ? others.toList() : own);
    }

    private static Optional<String> jid(Chat chat) {
        return Optional.ofNullable(chat.jid());
    }

    private static boolean isGroup(String jid) {
        return jid != null && jid.endsWith("@g.us");
    }

    /** Without name and number. */
    @Override
    public String toString() {
        return "SeenChat[id=" + id + "]";
    }
}

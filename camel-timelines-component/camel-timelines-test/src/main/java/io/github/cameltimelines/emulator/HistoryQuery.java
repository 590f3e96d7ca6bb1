package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The query of {@code GET /chats/{id}/messages} (fact sheet §2.1). */
final class HistoryQuery {

    private final Optional<Boolean> fromMe;
    private final Optional<Instant> after;
    private final Optional<Instant> before;
    private final Optional<String> afterMessage;
    private final Optional<String> beforeMessage;
    private final boolean ascending;

    HistoryQuery(Call call, Times times) {
        fromMe = call.flag("from_me");
        after = ChatQuery.time(call, times, "after", false);
        before = ChatQuery.time(call, times, "before", true);
        afterMessage = call.query("after_message");
        beforeMessage = call.query("before_message");
        String order = call.query("sorting_order").orElse("desc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw ApiProblem.field("sorting_order", "must be asc or desc");
        }
        ascending = order.equals("asc");
    }

    List<Message> select(Chat chat) {
        int from = afterMessage.map(uid -> index(chat, uid) + 1).orElse(0);
        int to = beforeMessage.map(uid -> index(chat, uid)).orElse(chat.messages.size());
        List<Message> found = new ArrayList<>();
        for (Message message : chat.messages.subList(Math.min(from, to), to)) {
            boolean wanted =
                    fromMe.map(mine -> mine == message.fromMe).orElse(true)
                            && after.map(limit -> !message.timestamp.isBefore(limit)).orElse(true)
                            && before.map(limit -> !message.timestamp.isAfter(limit)).orElse(true);
            if (wanted) {
                found.add(message);
            }
        }
        if (!ascending) {
            Collections.reverse(found);
        }
        return found;
    }

    private static int index(Chat chat, String uid) {
        for (int i = 0; i < chat.messages.size(); i++) {
            if (chat.messages.get(i).uid.equals(uid)) {
                return i;
            }
        }
        throw ApiProblem.notFound("Message uid " + uid + " not found");
    }
}

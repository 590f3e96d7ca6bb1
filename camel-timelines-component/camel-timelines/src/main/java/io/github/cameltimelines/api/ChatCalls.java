package io.github.cameltimelines.api;

import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import java.util.List;

/** Chats: reading, changing, labelling. Part of {@link TimelinesApi}. */
public final class ChatCalls {

    private final TimelinesApi api;

    ChatCalls(TimelinesApi api) {
        this.api = api;
    }

    /** All chats, the latest message first; read page by page. */
    public Iterable<Chat> list() {
        return list(Arguments.none());
    }

    /** All chats that match, e.g. {@code Arguments.of("closed", false).and("label", "vip")}. */
    public Iterable<Chat> list(Arguments filter) {
        return api.pages(Operations.LIST_CHATS, filter);
    }

    public Chat get(long chatId) {
        return api.call(Operations.GET_CHAT, Arguments.of("chatId", chatId));
    }

    /** Changes name, responsible, closed, read or chatgptAutoresponseEnabled. */
    public Chat update(long chatId, Arguments changes) {
        return api.call(Operations.UPDATE_CHAT, changes.and("chatId", chatId));
    }

    public Chat close(long chatId) {
        return update(chatId, Arguments.of("closed", true));
    }

    public Chat reopen(long chatId) {
        return update(chatId, Arguments.of("closed", false));
    }

    /** Assigns the chat to a member, by e-mail address; an empty text takes it away. */
    public Chat assign(long chatId, String email) {
        return update(chatId, Arguments.of("responsible", email));
    }

    /** The history, notes and calls included, latest first; read page by page. */
    public Iterable<ChatMessage> history(long chatId) {
        return history(chatId, Arguments.none());
    }

    /** The history with filters, e.g. {@code Arguments.of("after", "2026-03-01")}. */
    public Iterable<ChatMessage> history(long chatId, Arguments filter) {
        return api.pages(Operations.LIST_MESSAGES, filter.and("chatId", chatId));
    }

    public List<String> labels(long chatId) {
        return api.call(Operations.LIST_LABELS, Arguments.of("chatId", chatId));
    }

    /** Replaces all labels of the chat. */
    public List<String> setLabels(long chatId, List<String> labels) {
        return api.call(
                Operations.SET_LABELS, Arguments.of("chatId", chatId).and("labels", labels));
    }

    /** Adds labels to those that the chat has. */
    public List<String> addLabels(long chatId, List<String> labels) {
        return api.call(
                Operations.ADD_LABELS, Arguments.of("chatId", chatId).and("labels", labels));
    }

    /** Adds an internal note; the customer does not see it. */
    public String addNote(long chatId, String text) {
        return api.call(Operations.ADD_NOTE, Arguments.of("chatId", chatId).and("text", text))
                .messageUid();
    }
}

package io.github.cameltimelines.emulator;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Somebody with a phone who talks to the workspace. Each act changes the workspace at once and
 * sends its webhooks in the background. Immutable and thread-safe.
 */
public final class Customer {

    private final Workspace workspace;
    private final Conversations conversations;
    private final String phone;
    private final String name;
    private final boolean waba;

    Customer(
            Workspace workspace,
            Conversations conversations,
            String phone,
            String name,
            boolean waba) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.phone = phone;
        this.name = name;
        this.waba = waba;
    }

    /** The same customer with this name; without one the chat is called after the phone number. */
    public Customer named(String newName) {
        return new Customer(workspace, conversations, phone, newName, waba);
    }

    /** The same customer, writing to the workspace's Cloud API (WABA) number. */
    public Customer onWaba() {
        return new Customer(workspace, conversations, phone, name, true);
    }

    /**
     * Writes a message: {@code message:new} and {@code message:received:new}, before them {@code
     * chat:new} and {@code chat:incoming:new} if it is the first.
     */
    public EmulatedMessage writes(String text) {
        return receive(text, List.of());
    }

    /** Sends a file, with a text or, if that is null, without. */
    public EmulatedMessage sends(String text, String filename, String mimetype, byte[] bytes) {
        return receive(text, List.of(new Upload(bytes.clone(), filename, mimetype)));
    }

    /** Calls, and nobody answers: {@code call:incoming:missed}. */
    public EmulatedMessage calls() {
        return call(true, "Missed", null);
    }

    /** Calls and is answered: {@code call:incoming:ended}. */
    public EmulatedMessage calls(Duration length) {
        return call(true, "Answered", (int) length.toSeconds());
    }

    /** Is called and answers: {@code call:outgoing:ended}. */
    public EmulatedMessage isCalled(Duration length) {
        return call(false, "Ended", (int) length.toSeconds());
    }

    /**
     * Reacts to a message: {@code message:reaction}.
     *
     * @param emoji empty to take the reaction back
     * @throws IllegalArgumentException if there is no such message in this customer's chat
     */
    public void reacts(String messageUid, String emoji) {
        workspace.run(
                () -> {
                    Message message = workspace.messages.get(messageUid);
                    if (message == null || !phone.equals(message.chat.phone)) {
                        throw new IllegalArgumentException("No such message: " + messageUid);
                    }
                    conversations.react(message, conversations.customer(message.chat), emoji);
                });
    }

    /** The id of this customer's chat, if there is one yet. */
    public OptionalLong chatId() {
        return workspace.read(
                () ->
                        conversations
                                .chatOf(phone, waba)
                                .map(chat -> OptionalLong.of(chat.id))
                                .orElse(OptionalLong.empty()));
    }

    private EmulatedMessage receive(String text, List<Upload> uploads) {
        return workspace.locked(
                () -> EmulatedMessage.of(conversations.receive(phone, name, text, uploads, waba)));
    }

    private EmulatedMessage call(boolean incoming, String status, Integer seconds) {
        return workspace.locked(
                () ->
                        EmulatedMessage.of(
                                conversations.call(phone, name, incoming, status, seconds)));
    }

    /** Leaves out the phone number and the name. */
    @Override
    public String toString() {
        return "Customer";
    }
}

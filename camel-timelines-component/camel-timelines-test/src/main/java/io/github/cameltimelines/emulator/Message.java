package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message, note or call. Mutable; only touched while the {@link Workspace} is locked. */
final class Message {

    /** One end of a message; the phone is null where there is none. */
    record Party(String name, String phone) {
        @Override
        public String toString() {
            return "Party";
        }
    }

    record Step(String status, Instant at) {}

    record Reaction(String name, String phone, String emoji, boolean current) {
        @Override
        public String toString() {
            return "Reaction";
        }
    }

    final String uid;
    final Chat chat;
    final boolean fromMe;
    final String text;
    final List<StoredFile> attachments;
    final String origin;
    final String type;
    final String replyTo;
    final Instant timestamp;
    final Instant received;
    final Party sender;
    final Party recipient;
    final List<Step> history = new ArrayList<>();
    final Map<String, Reaction> reactions = new LinkedHashMap<>();
    String status;
    String createdBy = "";
    String templateName;
    ObjectNode failureReason;

    private Message(Builder b) {
        this.uid = b.uid;
        this.chat = b.chat;
        this.fromMe = b.fromMe;
        this.text = b.text;
        this.attachments = List.copyOf(b.attachments);
        this.origin = b.origin;
        this.type = b.type;
        this.replyTo = b.replyTo;
        this.timestamp = b.at;
        this.received = b.at;
        this.sender = b.sender;
        this.recipient = b.recipient;
        this.status = b.status;
    }

    /** The message goes one step further, e.g. from Sent to Delivered. */
    void step(String next, Instant at) {
        status = next;
        history.add(new Step(next, at));
    }

    Map<String, Integer> reactionCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        reactions.values().forEach(reaction -> counts.merge(reaction.emoji(), 1, Integer::sum));
        return counts;
    }

    /** Collects a message's parts; {@link Conversations} knows the combinations. */
    static final class Builder {
        private final String uid;
        private final Chat chat;
        private final Instant at;
        private boolean fromMe;
        private String text;
        private List<StoredFile> attachments = List.of();
        private String origin = "WhatsApp";
        private String type = "whatsapp";
        private String status = "Read";
        private String replyTo;
        private Party sender;
        private Party recipient;

        Builder(String uid, Chat chat, Instant at) {
            this.uid = uid;
            this.chat = chat;
            this.at = at;
        }

        Builder from(Party sender, Party recipient, boolean fromMe) {
            this.sender = sender;
            this.recipient = recipient;
            this.fromMe = fromMe;
            return this;
        }

        Builder content(String text, List<StoredFile> attachments, String replyTo) {
            this.text = text;
            this.attachments = attachments;
            this.replyTo = replyTo;
            return this;
        }

        Builder kind(String type, String origin, String status) {
            this.type = type;
            this.origin = origin;
            this.status = status;
            return this;
        }

        Message build() {
            Message message = new Message(this);
            chat.messages.add(message);
            return message;
        }
    }
}

package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A conversation. Mutable; only touched while the {@link Workspace} is locked. */
final class Chat {

    final long id;
    final String phone;
    final String jid;
    final boolean group;
    final String accountId;
    final Long wabaAccountId;
    final Instant created;
    final Set<String> labels = new LinkedHashSet<>();
    final List<Message> messages = new ArrayList<>();
    String name;
    Teammate responsible;
    boolean closed;
    boolean read = true;
    boolean autoresponse;
    boolean unattended;
    Instant lastReceived;

    Chat(
            long id,
            String phone,
            String jid,
            String name,
            String accountId,
            Long wabaAccountId,
            Instant created) {
        this.id = id;
        this.phone = phone;
        this.jid = jid;
        this.group = jid.endsWith("@g.us");
        this.name = name;
        this.accountId = accountId;
        this.wabaAccountId = wabaAccountId;
        this.created = created;
    }

    boolean waba() {
        return wabaAccountId != null;
    }

    Message last() {
        return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }

    Instant lastActivity() {
        return messages.isEmpty() ? created : last().timestamp;
    }

    String url() {
        return "https://app.timelines.ai/chat/" + id + "/messages/";
    }

    /** WhatsApp lets a business write freely for 24 hours after the customer's last message. */
    Instant windowExpires() {
        return lastReceived == null ? null : lastReceived.plusSeconds(24 * 3600);
    }

    boolean windowOpen(Instant now) {
        return lastReceived != null && now.isBefore(windowExpires());
    }
}

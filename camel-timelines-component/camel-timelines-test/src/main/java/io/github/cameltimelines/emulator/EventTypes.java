package io.github.cameltimelines.emulator;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The 32 event types of the webhook specification (fact sheet §3.1), in its order. */
final class EventTypes {

    static final Set<String> ALL =
            Collections.unmodifiableSet(
                    new LinkedHashSet<>(
                            List.of(
                                    "message:new",
                                    "message:sent:new",
                                    "message:received:new",
                                    "message:reaction",
                                    "chat:new",
                                    "chat:incoming:new",
                                    "chat:outgoing:new",
                                    "chat:responsible:assigned",
                                    "chat:responsible:unassigned",
                                    "whatsapp:account:connected",
                                    "whatsapp:account:disconnected",
                                    "whatsapp:account:suspended",
                                    "whatsapp:account:resumed",
                                    "call:incoming:missed",
                                    "call:incoming:ended",
                                    "call:outgoing:ended",
                                    "waba:message:received",
                                    "waba:message:delivered",
                                    "waba:message:failed",
                                    "waba:message:read",
                                    "waba:chat:incoming",
                                    "waba:chat:outgoing",
                                    "waba:chat:assigned",
                                    "waba:chat:unassigned",
                                    "waba:chat:closed",
                                    "waba:chat:reopened",
                                    "waba:account:active",
                                    "waba:account:disabled",
                                    "waba:account:disconnected",
                                    "waba:template:approved",
                                    "waba:template:rejected",
                                    "waba:template:disabled")));

    /** What the older guide calls a new chat; an event type only with {@link Envelope#SEED}. */
    static final String CHAT_CREATED = "chat:created";

    private EventTypes() {}

    static boolean valid(String eventType, Envelope envelope) {
        return ALL.contains(eventType)
                || envelope == Envelope.SEED && eventType.equals(CHAT_CREATED);
    }
}

package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which way a message or a call went, seen from the WhatsApp account of the workspace. */
public enum Direction {
    /** From the workspace to the customer. */
    SENT,
    /** From the customer to the workspace. */
    RECEIVED;

    /**
     * Reads {@code sent}, {@code outgoing}, {@code received} and {@code incoming} in any case; null
     * for everything else.
     */
    @JsonCreator
    public static Direction of(String text) {
        if (text == null) {
            return null;
        }
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "sent", "outgoing" -> SENT;
            case "received", "incoming" -> RECEIVED;
            default -> null;
        };
    }

    /** As TimelinesAI writes it: {@code sent} or {@code received}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

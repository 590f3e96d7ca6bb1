package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A person or WhatsApp account at one end of a message or call.
 *
 * @param fullName as shown in TimelinesAI; may be null
 * @param phone as TimelinesAI wrote it, with or without a leading {@code +}; may be null
 */
@WireRecord
public record Party(@JsonAlias("name") String fullName, String phone) {

    /** Without name and number: they are personal data. */
    @Override
    public String toString() {
        return "Party[" + (phone == null ? "no phone" : "with phone") + "]";
    }
}

package io.github.cameltimelines.emulator;

import java.time.Instant;

/** A text template of the member. */
record TextTemplate(
        long id,
        String name,
        String text,
        String visibility,
        String teamTitle,
        int usages,
        Instant createdAt) {

    @Override
    public String toString() {
        return "TextTemplate[" + id + "]";
    }
}

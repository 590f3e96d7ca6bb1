package io.github.cameltimelines.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.time.OffsetDateTime;

/**
 * A text template of the workspace.
 *
 * @param visibility {@code public}, {@code private} or {@code read-only}
 */
@WireRecord
public record TextTemplate(
        Long id,
        @JsonAlias("title") String name,
        String text,
        String visibility,
        String teamTitle,
        @WireTime OffsetDateTime createdAt,
        @WireTime OffsetDateTime updatedAt) {

    /** Without name and text. */
    @Override
    public String toString() {
        return "TextTemplate[id=%s, visibility=%s]".formatted(id, visibility);
    }
}

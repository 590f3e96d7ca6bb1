package io.github.cameltimelines.erasure;

import java.time.Instant;

/**
 * That somebody asked to erase what is kept of a chat or a phone, and how far it has come. Does not
 * tell which.
 *
 * @param member who asked: the name of the token
 * @param subjectHash by which it can be proved later that it was that chat or phone; see {@link
 *     Subject#hash}
 * @param events erased so far
 * @param deliveries that were owed of them, or given up, and are dropped
 * @param attempts whose texts were erased
 * @param doneAt null while it is under way
 */
public record Erasure(
        int id,
        int workspaceId,
        String member,
        Instant askedAt,
        Subject.Kind kind,
        String subjectHash,
        int events,
        int deliveries,
        int attempts,
        Instant doneAt) {

    public boolean isDone() {
        return doneAt != null;
    }
}

package io.github.cameltimelines.inbox;

/** What became of one webhook call. */
public sealed interface Acceptance {

    /** On the disk. */
    record Stored(String eventId) implements Acceptance {}

    /** Already on the disk, within the dedup window. */
    record Duplicate() implements Acceptance {}

    /** Not an event; {@code reason} says why and quotes nothing of it. */
    record Malformed(String reason) implements Acceptance {}

    /** Not stored through a fault of ours; to be tried again. */
    record Unavailable(String reason) implements Acceptance {}
}

package io.github.cameltimelines.emulator;

import java.time.Instant;

/** A member of the workspace; {@code invitationStatus} is null once the member has joined. */
record Teammate(
        long userId,
        String displayName,
        String email,
        String role,
        String team,
        String status,
        String invitationStatus,
        Instant createdAt) {

    @Override
    public String toString() {
        return "Teammate[" + userId + ", " + role + "]";
    }
}

package io.github.cameltimelines.model;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A member of the workspace.
 *
 * @param role e.g. {@code admin}, {@code team_supervisor}, {@code teammate}
 * @param invitationStatus only of members who have not joined yet
 * @param whatsappAccounts as TimelinesAI gives them; null where not told
 */
@WireRecord
public record Teammate(
        Long userId,
        String displayName,
        String email,
        String role,
        String team,
        String status,
        String invitationStatus,
        @WireTime OffsetDateTime createdAt,
        List<Object> whatsappAccounts) {

    /** Without name and e-mail address. */
    @Override
    public String toString() {
        return "Teammate[userId=%s, role=%s, status=%s]".formatted(userId, role, status);
    }
}

package io.github.cameltimelines.workspace;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who is signed in with which token. In the ledger, so that a session holds on every node and after
 * a restart; by the hash of its secret only, as tokens are. Thread-safe.
 *
 * <p>A session ends {@link #IDLE} after it was used last, {@link #LIFETIME} after it began, and
 * when somebody signs out. That its token is not revoked is to be asked with each use.
 */
public final class Sessions {

    /** A session that is not used for that long is over. */
    public static final Duration IDLE = Duration.ofHours(12);

    /** None lasts longer. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** So often a use is written down at the most. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Row(int tokenId, long createdMs, long expiresMs) {}

    private final Ledger ledger;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public Sessions(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @return its secret, which is nowhere else
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public String begin(Token token) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        long now = clock.millis();
        change("DELETE FROM timelines_session WHERE expires_at_ms <= ?", now);
        change(
                "INSERT INTO timelines_session (session_hash, token_id, created_at_ms, expires_at_ms)"
                        + " VALUES (?, ?, ?, ?)",
                Token.hash(secret),
                token.id(),
                now,
                now + IDLE.toMillis());
        return secret;
    }

    /** The number of the token that the session of that secret began with; empty if it is over. */
    public Optional<Integer> use(String secret) {
        String hash = Token.hash(secret);
        long now = clock.millis();
        Optional<Row> session =
                jdbc
                        .query(
                                "SELECT token_id, created_at_ms, expires_at_ms FROM timelines_session"
                                        + " WHERE session_hash = ?",
                                (row, number) ->
                                        new Row(row.getInt(1), row.getLong(2), row.getLong(3)),
                                hash)
                        .stream()
                        .filter(row -> row.expiresMs() > now)
                        .findFirst();
        session.ifPresent(row -> prolong(hash, row, now));
        return session.map(Row::tokenId);
    }

    private void prolong(String hash, Row session, long now) {
        long until = Math.min(now + IDLE.toMillis(), session.createdMs() + LIFETIME.toMillis());
        if (until - session.expiresMs() >= NOTED_EVERY.toMillis()) {
            change(
                    "UPDATE timelines_session SET expires_at_ms = ? WHERE session_hash = ?",
                    until,
                    hash);
        }
    }

    /** Ends the session of that secret, on all nodes. */
    public void end(String secret) {
        change("DELETE FROM timelines_session WHERE session_hash = ?", Token.hash(secret));
    }

    private void change(String sql, Object... values) {
        try (HeldConnection connection = ledger.holdUnsynced()) {
            connection.transact(
                    open -> {
                        try (var statement = open.prepareStatement(sql)) {
                            for (int i = 0; i < values.length; i++) {
                                statement.setObject(i + 1, values[i]);
                            }
                            return statement.executeUpdate();
                        }
                    });
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The sessions cannot be changed", e);
        }
    }
}

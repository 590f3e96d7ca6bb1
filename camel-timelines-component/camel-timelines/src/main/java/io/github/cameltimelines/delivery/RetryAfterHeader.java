package io.github.cameltimelines.delivery;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;

/** The header {@code Retry-After} (RFC 9110 §10.2.3): seconds, or a date. Pure. */
final class RetryAfterHeader {

    private static final int DIGITS_MAX = 9; // 30 years; more means the same

    private RetryAfterHeader() {}

    /** How long to wait from now on; null if absent or unreadable; zero for a date gone by. */
    static Duration parse(String value, Instant now) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return null; // as nearly always: reading nothing as a date is dear
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(
                    Long.parseLong(text.length() > DIGITS_MAX ? "9".repeat(DIGITS_MAX) : text));
        }
        Instant at = DateUtils.parseStandardDate(text);
        if (at == null) {
            return null;
        }
        return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    }
}

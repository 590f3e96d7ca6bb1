package io.github.cameltimelines.subscription;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The waits between the attempts at one delivery. After the last wait and a last attempt the
 * delivery is given up.
 *
 * @param waits in order; empty means that there is no second attempt
 */
public record RetrySchedule(List<Duration> waits) {

    /** One second to ten minutes: six attempts, 12 min 36 s in all. */
    public static final String DEFAULT_FOR_ROUTES = "1s,5s,30s,2m,10m";

    /** Five seconds to a day: ten attempts, 75.6 hours in all. */
    public static final String DEFAULT_FOR_HTTP = "5s,5m,30m,2h,5h,10h,14h,20h,24h";

    public RetrySchedule {
        waits = List.copyOf(waits);
        for (Duration wait : waits) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("retrySchedule has a negative wait: " + wait);
            }
        }
    }

    /**
     * Reads waits like {@code 1s,5s,30s,2m,10m}; units are ms, s, m, h, d. {@code none} is no
     * retry.
     *
     * @throws IllegalArgumentException naming the part that is not a wait
     */
    public static RetrySchedule parse(String text) {
        if (text == null || text.isBlank() || text.trim().equals("none")) {
            return new RetrySchedule(List.of());
        }
        return new RetrySchedule(
                Arrays.stream(text.split(",")).map(String::trim).map(RetrySchedule::wait).toList());
    }

    private static Duration wait(String part) {
        int unitAt = 0;
        while (unitAt < part.length() && Character.isDigit(part.charAt(unitAt))) {
            unitAt++;
        }
        if (unitAt > 0 && unitAt < 10) {
            long number = Long.parseLong(part.substring(0, unitAt));
            switch (part.substring(unitAt)) {
                case "ms":
                    return Duration.ofMillis(number);
                case "s":
                    return Duration.ofSeconds(number);
                case "m":
                    return Duration.ofMinutes(number);
                case "h":
                    return Duration.ofHours(number);
                case "d":
                    return Duration.ofDays(number);
                default:
            }
        }
        throw new IllegalArgumentException(
                "retrySchedule has '"
                        + part
                        + "'; write waits like 1s,5s,30s,2m,10m (units ms, s, m, h, d) or none");
    }

    /** How long to wait after that attempt (the first is 1); empty when it was the last. */
    public Optional<Duration> waitAfter(int attempt) {
        return attempt <= waits.size() ? Optional.of(waits.get(attempt - 1)) : Optional.empty();
    }

    /** Attempts in all, the first included. */
    public int attempts() {
        return waits.size() + 1;
    }

    @Override
    public String toString() {
        return waits.stream().map(wait -> wait.toMillis() + "ms").collect(Collectors.joining(","));
    }
}

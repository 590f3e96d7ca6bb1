package io.github.cameltimelines.log;

import java.time.Instant;

/**
 * How a subscription stands.
 *
 * @param errorsCounter consecutive failed attempts; a success resets it
 * @param activations attempts in the last 10 days, failed ones included; the first hour of them
 *     counts in whole
 * @param recent the attempts that the error rate is about: the last 1000 of the last 10 days
 * @param recentFailures those of them that failed
 * @param last the latest attempt; null when there was none
 */
public record Figures(
        int subscriptionId,
        int errorsCounter,
        long activations,
        int recent,
        int recentFailures,
        LastResponse last) {

    /**
     * The latest attempt.
     *
     * @param status HTTP status; null where there was none
     * @param error what went wrong, for as long as the log is kept; null when it was delivered
     */
    public record LastResponse(Instant at, boolean delivered, Integer status, String error) {}

    /** Share of failures among the recent attempts, from 0 to 1; 0 when there are none. */
    public double errorRate() {
        return recent == 0 ? 0 : (double) recentFailures / recent;
    }

    static Figures none(int subscriptionId) {
        return new Figures(subscriptionId, 0, 0, 0, 0, null);
    }
}

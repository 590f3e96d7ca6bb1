package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.log.Alerts;
import io.github.cameltimelines.log.AttemptRecord.Outcome;
import io.github.cameltimelines.log.LoggedAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The latest failures, one after the other, of which an owner is told: five or more.
 *
 * @param failures so many; more, if they began before the log does
 * @param since when the first of them that the log has ended
 * @param last of them
 * @param end the success after them; null while there is none
 */
record Streak(int failures, Instant since, LoggedAttempt last, LoggedAttempt end) {

    /**
     * @param log the newest attempt last
     */
    static Optional<Streak> latest(List<LoggedAttempt> log) {
        LoggedAttempt end = null;
        int last = log.size() - 1;
        while (last >= 0) {
            int first = last;
            while (first >= 0 && log.get(first).outcome() != Outcome.DELIVERED) {
                first--;
            }
            int failures = last - first;
            if (failures >= Alerts.AFTER_FAILURES) {
                return Optional.of(
                        new Streak(failures, log.get(first + 1).at(), log.get(last), end));
            }
            if (first >= 0) {
                end = log.get(first);
            }
            last = first - 1;
        }
        return Optional.empty();
    }
}

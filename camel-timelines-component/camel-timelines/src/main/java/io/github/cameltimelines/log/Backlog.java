package io.github.cameltimelines.log;

import java.time.Duration;
import java.time.Instant;

/**
 * What a workspace's subscriptions are owed by all nodes that share the ledger. Exact at the moment
 * of its count, however much it is; how old that count may be, {@link WorkspaceFigures#backlog}
 * says.
 *
 * @param countedAt when it was counted
 * @param due deliveries whose time has come, and that no node has in its memory
 * @param scheduled deliveries that wait for their next attempt
 * @param held deliveries in the memory of a node: being tried, or soon to be
 * @param waiting deliveries behind another of their lane, or for room in memory
 * @param givenUp deliveries kept for a resend: not owed
 * @param fanOut events whose deliveries are still to be made
 * @param oldestDue for how long the oldest delivery that should have been tried has waited; zero
 *     where none has
 */
public record Backlog(
        Instant countedAt,
        long due,
        long scheduled,
        long held,
        long waiting,
        long givenUp,
        long fanOut,
        Duration oldestDue) {

    /** Deliveries that will be tried: all but those that were given up. */
    public long owed() {
        return due + scheduled + held + waiting;
    }

    static Backlog none(Instant countedAt) {
        return new Backlog(countedAt, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }
}

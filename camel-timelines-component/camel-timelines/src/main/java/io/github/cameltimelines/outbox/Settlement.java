package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.AttemptRecord;

/**
 * What the ledger is to be told of a delivery that this node holds.
 *
 * @param queue whose counters change when it is told
 * @param kind what becomes of the row
 * @param turn the row's new turn, where it stays
 * @param attempt to be appended to the log, null when none was made
 */
record Settlement(
        DeliveryQueue queue, Delivery delivery, Kind kind, long turn, AttemptRecord attempt) {

    enum Kind {
        /** Owed no longer. */
        DELIVERED(Delivery.FREE),
        /** Owed no longer, because its subscription is gone, or its event was erased. */
        DROPPED(Delivery.FREE),
        /** Due again at its turn. */
        RETRY(Delivery.FREE),
        /** Kept for a resend. */
        GIVEN_UP(Delivery.GIVEN_UP),
        /** Behind the head of its lane. */
        PARKED(Delivery.WAITING),
        /** Back to whoever claims it. */
        RELEASED(Delivery.FREE);

        private final int holder;

        Kind(int holder) {
            this.holder = holder;
        }

        int holder() {
            return holder;
        }
    }

    /** Whether the row goes. */
    boolean isDone() {
        return kind == Kind.DELIVERED || kind == Kind.DROPPED;
    }

    /** Its event was erased while it was tried: not again, and not what was answered. */
    Settlement erased() {
        return new Settlement(
                queue,
                delivery,
                kind == Kind.DELIVERED ? kind : Kind.DROPPED,
                turn,
                attempt.ofErased());
    }

    /** With an id for its attempt. */
    Settlement numbered(TimeOrderedIds ids) {
        return attempt == null
                ? this
                : new Settlement(queue, delivery, kind, turn, attempt.withId(ids.next()));
    }

    /** The attempts that the row has before the ledger is told. */
    int attemptsBefore() {
        return attempt == null ? delivery.attempts() : delivery.attempts() - 1;
    }
}

package io.github.cameltimelines;

/** When a webhook call is answered 200. */
public enum Ack {
    /** When the event is in the ledger; the route runs after, with retries. */
    STORED,
    /** When the route has run: 500 if it failed, 503 after 4 s. Needs no ledger. */
    PROCESSED
}

package io.github.cameltimelines.outbox;

/**
 * How much a claim may bring.
 *
 * @param rows at the most
 * @param bytes their payloads at the most, beyond the first
 */
record Room(int rows, long bytes) {

    static final Room NONE = new Room(0, 0);
    static final Room ANY = new Room(Integer.MAX_VALUE, Long.MAX_VALUE);

    boolean isNone() {
        return rows <= 0;
    }

    Room atMost(Room bound) {
        return new Room(Math.min(rows, bound.rows), Math.min(bytes, bound.bytes));
    }
}

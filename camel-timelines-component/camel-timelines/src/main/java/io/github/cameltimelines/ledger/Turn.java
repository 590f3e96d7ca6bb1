package io.github.cameltimelines.ledger;

/** The right to change the ledger, from {@link Ledger#turn()} until it is closed. */
public interface Turn extends AutoCloseable {

    @Override
    void close();
}

package io.github.cameltimelines.ledger;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A ledger that a thread of its own opens, while whoever will need it does something else.
 * Thread-safe.
 */
public final class LedgerOpening {

    private final CompletableFuture<Ledger> ledger = new CompletableFuture<>();

    private final LedgerSettings settings;

    private LedgerOpening(LedgerSettings settings) {
        this.settings = settings;
    }

    public static LedgerOpening begin(LedgerSettings settings, Clock clock) {
        LedgerOpening opening = new LedgerOpening(settings);
        Thread thread = new Thread(() -> opening.open(clock), "timelines-opening");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    private void open(Clock clock) {
        try {
            ledger.complete(Ledger.open(settings, clock));
        } catch (RuntimeException | Error e) {
            ledger.completeExceptionally(e);
        }
    }

    public LedgerSettings settings() {
        return settings;
    }

    /**
     * Waits until it is open. Whoever asks closes it.
     *
     * @throws LedgerUnavailableException if the database does not answer or refuses the schema
     */
    public Ledger await() {
        try {
            return ledger.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LedgerUnavailableException unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    /** Nobody needs it any more: waits until it is open, and closes it. */
    public void close() {
        ledger.handle((opened, failure) -> opened)
                .thenAccept(
                        opened -> {
                            if (opened != null) {
                                opened.close();
                            }
                        })
                .join();
    }
}

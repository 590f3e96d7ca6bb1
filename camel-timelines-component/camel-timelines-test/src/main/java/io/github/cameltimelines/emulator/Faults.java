package io.github.cameltimelines.emulator;

import java.time.Duration;

/**
 * The switches that make the emulator fail. Counts are of deliveries (one event to one webhook) for
 * the webhook sender, of calls for the API. Everything ends with {@link #clear()} and with a reset.
 * Thread-safe.
 */
public final class Faults {

    private final Workspace workspace;
    private final FaultBook book;

    Faults(Workspace workspace, FaultBook book) {
        this.workspace = workspace;
        this.book = book;
    }

    /** The next matching calls of the API meet this fault; several faults apply in turn. */
    public Faults api(ApiFault fault) {
        return set(() -> book.add(fault));
    }

    /** Every call of the API is answered 401 from now on. */
    public Faults revokeToken() {
        return set(() -> book.tokenRevoked = true);
    }

    /** The next sends end as {@code Failed} instead of {@code Sent}, without a webhook. */
    public Faults failSends(int count) {
        return set(() -> book.failedSends = positive(count));
    }

    /** All webhooks disappear, as may happen when a token is regenerated (fact sheet §1). */
    public Faults forgetWebhooks() {
        return set(
                () -> {
                    workspace.webhooks.clear();
                    workspace.deletedWebhooks.clear();
                });
    }

    /** Adds to the {@code errors_counter} of every webhook. */
    public Faults bumpErrorsCounters(int by) {
        return set(
                () -> workspace.webhooks.values().forEach(webhook -> webhook.errorsCounter += by));
    }

    /** Adds to the {@code errors_counter} of one webhook; does nothing if it is unknown. */
    public Faults bumpErrorsCounter(long webhookId, int by) {
        return set(
                () ->
                        workspace.webhooks.computeIfPresent(
                                webhookId,
                                (id, webhook) -> {
                                    webhook.errorsCounter += by;
                                    return webhook;
                                }));
    }

    /** The next deliveries are made twice. */
    public Faults duplicate(int count) {
        return set(() -> book.duplicated = positive(count));
    }

    /**
     * The next deliveries are held until there are that many, then made last to first. If fewer
     * come, those are made after 2 s.
     */
    public Faults reorder(int count) {
        return set(() -> book.reordered = positive(count));
    }

    /** The next deliveries are made this much later; what comes after them overtakes them. */
    public Faults delay(int count, Duration by) {
        return set(
                () -> {
                    book.delayed = positive(count);
                    book.delayMs = by.toMillis();
                });
    }

    /** The next deliveries are never made, and nobody is told. */
    public Faults lose(int count) {
        return set(() -> book.lost = positive(count));
    }

    /** Ends all faults that are still to come. */
    public Faults clear() {
        return set(book::clear);
    }

    private Faults set(Runnable change) {
        workspace.run(change);
        return this;
    }

    private static int positive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
        return count;
    }
}

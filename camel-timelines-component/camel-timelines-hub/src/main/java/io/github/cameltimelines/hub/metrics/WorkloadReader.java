package io.github.cameltimelines.hub.metrics;

import io.github.cameltimelines.log.Workload;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what stands in the ledger when somebody asks, on a thread of its own and not too often: a
 * large backlog takes long to count, and a ledger that hangs must not keep whoever asks.
 * Thread-safe.
 */
final class WorkloadReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkloadReader.class);
    private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(5);

    /** Counting takes a fiftieth of the time at the most. */
    private static final int REST = 50;

    private static final long PATIENCE_MS = 1_000;

    private final Callable<Workload> ledger;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread reader = new Thread(task, "timelines-metrics");
                        reader.setDaemon(true);
                        return reader;
                    });
    private Future<?> reading;
    private volatile Workload last;
    private volatile long dueAt = System.nanoTime();

    WorkloadReader(Callable<Workload> ledger) {
        this.ledger = ledger;
    }

    /** NaN while it is not known. */
    double value(ToDoubleFunction<Workload> figure) {
        refresh();
        Workload known = last;
        return known == null ? Double.NaN : figure.applyAsDouble(known);
    }

    private void refresh() {
        Future<?> mine;
        synchronized (this) {
            boolean busy = reading != null && !reading.isDone();
            if (busy || thread.isShutdown() || System.nanoTime() - dueAt < 0) {
                return;
            }
            mine = thread.submit(this::read);
            reading = mine;
        }
        try {
            mine.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The workload is not known yet: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        long began = System.nanoTime();
        try {
            last = ledger.call();
        } catch (Exception e) {
            last = null;
            LOG.debug("The workload cannot be read: {}", e.toString());
        }
        long ended = System.nanoTime();
        dueAt = ended + Math.max(FRESH_NS, REST * (ended - began));
    }

    @Override
    public void close() {
        thread.shutdown(); // an interrupt would close H2's file
    }
}

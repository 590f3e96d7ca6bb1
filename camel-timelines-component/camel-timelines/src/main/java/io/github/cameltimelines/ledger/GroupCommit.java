package io.github.cameltimelines.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One thread that gathers what is waiting into one transaction after the other.
 *
 * <p>While a batch is being committed the next one gathers, so the batch grows with the load by
 * itself (the "group commit" of DeWitt et al., SIGMOD 1984). A lone item waits for nobody. Where
 * the batch before was larger, its callers are on their way back: then the thread waits for them
 * once, for half of the time that the commit before took and {@value #PAUSE_MAX_US} µs at the most
 * (PostgreSQL has the same as {@code commit_delay} and {@code commit_siblings}).
 *
 * <p>Where nobody waits for the commit, each batch may gather for a fixed time: its cost is shared
 * by more items then.
 *
 * @param <T> what is committed
 */
public final class GroupCommit<T> {

    /**
     * Writes one batch and tells its items how it went. Must not throw; what it throws ends the
     * thread.
     */
    @FunctionalInterface
    public interface Batch<T> {
        void commit(List<T> items);
    }

    private static final int PAUSE_MAX_US = 500;
    private static final int COMPANY_MIN = 4;

    private final String name;
    private final int batchMax;
    private final long gatherNs;
    private final Batch<T> batch;
    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile boolean open = true;
    private volatile Thread thread;

    /**
     * @param name of the thread
     * @param batchMax items in one transaction at the most
     */
    public GroupCommit(String name, int batchMax, Batch<T> batch) {
        this(name, batchMax, Duration.ZERO, batch);
    }

    /**
     * @param gather how long each batch gathers, unless it is full or this is being closed
     */
    public GroupCommit(String name, int batchMax, Duration gather, Batch<T> batch) {
        this.name = name;
        this.batchMax = batchMax;
        this.gatherNs = gather.toNanos();
        this.batch = batch;
    }

    public void start() {
        Thread writer = new Thread(this::run, name);
        writer.setDaemon(true);
        thread = writer;
        writer.start();
    }

    /**
     * Hands an item over. Never blocks; bounding what waits is the caller's, by {@link #waiting()}.
     */
    public void add(T item) {
        count.incrementAndGet();
        waiting.add(item);
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** How many items wait or are being committed. */
    public int waiting() {
        return count.get();
    }

    /** Shows what waits for the next transactions, without taking it. */
    public void forEachWaiting(Consumer<T> look) {
        waiting.forEach(look);
    }

    /** Commits what is waiting, then ends the thread; waits for that for at most {@code millis}. */
    public void close(long millis) throws InterruptedException {
        open = false;
        Thread writer = thread;
        if (writer != null) {
            parked.set(false);
            LockSupport.unpark(writer);
            writer.join(millis);
        }
    }

    private void run() {
        List<T> items = new ArrayList<>(batchMax);
        int before = 0;
        long took = 0;
        while (true) {
            gather(items);
            if (!items.isEmpty()) {
                long pause = pauseNs(items.size(), before, took);
                if (pause > 0) {
                    LockSupport.parkNanos(this, pause);
                    gather(items);
                }
                before = items.size();
                long began = System.nanoTime();
                batch.commit(items);
                took = System.nanoTime() - began;
                items.clear();
                count.addAndGet(-before);
            } else if (!open) {
                return;
            } else {
                before = 0;
                parked.set(true);
                if (waiting.isEmpty() && open) {
                    LockSupport.park(this);
                }
                parked.set(false);
            }
        }
    }

    private long pauseNs(int gathered, int before, long took) {
        if (gatherNs > 0) {
            return gathered < batchMax && open ? gatherNs : 0;
        }
        return gathered < before && before >= COMPANY_MIN
                ? Math.min(took / 2, PAUSE_MAX_US * 1_000L)
                : 0;
    }

    private void gather(List<T> items) {
        T item;
        while (items.size() < batchMax && (item = waiting.poll()) != null) {
            items.add(item);
        }
    }
}

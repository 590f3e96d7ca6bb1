package io.github.cameltimelines.pipeline;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Points at which a test stops threads of the pipeline, so that others overtake them. */
final class Halts {

    enum Point {
        /** It asks the clock. */
        CLOCK,
        /** It is about to commit. */
        BEFORE_COMMIT,
        /** It has committed, and told nobody yet. */
        AFTER_COMMIT
    }

    /** Threads whose name begins so stop at that point, each time. */
    static final class Halt {
        private final String threads;
        private final Point point;
        private final Semaphore permits = new Semaphore(0);
        private final AtomicInteger passing = new AtomicInteger();

        private Halt(String threads, Point point) {
            this.threads = threads;
            this.point = point;
        }

        /** Waits until one of them stands there. */
        Halt awaitOne() {
            soon(permits::hasQueuedThreads);
            return this;
        }

        /** Lets the one that stands there go on, and waits until one stands there again. */
        Halt awaitNext() {
            letOneGo();
            return awaitOne();
        }

        /** Lets the one that stands there go on, and sees it go; the next stops again. */
        void letOneGo() {
            int before = passed();
            permits.release();
            soon(() -> passed() > before);
        }

        private static void soon(Callable<Boolean> condition) {
            await().atMost(PipelineFixture.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(condition);
        }

        void end() {
            permits.release(Integer.MAX_VALUE / 2);
        }

        /** How often a thread has gone by. */
        int passed() {
            return passing.get();
        }

        private void pass(Point at) {
            if (at == point && Thread.currentThread().getName().startsWith(threads)) {
                permits.acquireUninterruptibly();
                passing.incrementAndGet();
            }
        }
    }

    private final List<Halt> halts = new CopyOnWriteArrayList<>();

    Halt halt(String threads, Point point) {
        Halt halt = new Halt(threads, point);
        halts.add(halt);
        return halt;
    }

    /** Said by the current thread. */
    void pass(Point point) {
        halts.forEach(halt -> halt.pass(point));
    }

    void endAll() {
        halts.forEach(Halt::end);
    }
}

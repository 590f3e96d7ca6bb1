package io.github.cameltimelines.log;

/**
 * Is told how long the stages take, as it happens, by the threads that do the work: must be quick,
 * thread-safe, and not throw.
 */
public interface Timings {

    /** Nobody listens. */
    Timings NONE =
            new Timings() {
                @Override
                public void accepted(long nanos) {}

                @Override
                public void committed(int events, long nanos) {}

                @Override
                public void begun(long nanos) {}

                @Override
                public void attempted(long nanos) {}
            };

    /** An event, new or a repetition, was accepted: from its body being there to its answer. */
    void accepted(long nanos);

    /** So many events were written, to the disk, in one transaction. */
    void committed(int events, long nanos);

    /** The first attempt at a delivery begins: that long after its event came in. */
    void begun(long nanos);

    /** An attempt ended, whichever way. */
    void attempted(long nanos);
}

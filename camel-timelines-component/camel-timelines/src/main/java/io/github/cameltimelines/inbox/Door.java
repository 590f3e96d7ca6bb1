package io.github.cameltimelines.inbox;

/** A way in for webhook calls: a path on an HTTP server. */
public interface Door extends AutoCloseable {

    /** Which server it is at, for the log. */
    String server();

    /** Takes no more calls. */
    @Override
    void close() throws Exception;
}

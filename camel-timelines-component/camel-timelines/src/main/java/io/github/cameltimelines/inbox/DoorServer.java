package io.github.cameltimelines.inbox;

/**
 * An HTTP server that opens doors by itself, without Camel in between: the application's own, where
 * the application has put one into Camel's registry. Found by its type; there is one at the most.
 */
public interface DoorServer {

    /**
     * Opens {@code path}/{@code <secret>} for POST.
     *
     * @param path with a slash at its beginning and none at its end
     * @throws IllegalArgumentException if there is a door at that path
     */
    Door open(String path, Reception reception);
}

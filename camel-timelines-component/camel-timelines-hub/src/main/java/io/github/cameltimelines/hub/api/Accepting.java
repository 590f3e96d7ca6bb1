package io.github.cameltimelines.hub.api;

import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.Inbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that waits for what the inbox makes of its event. */
public final class Accepting {

    /** Longer than accepting may take: then the inbox has answered. */
    private static final long WAIT_MS = Inbox.ACCEPT_TIMEOUT.toMillis() + 1_000;

    private Accepting() {}

    /**
     * What the inbox answers, once the event is on the disk.
     *
     * @throws ApiProblem 503 if it could not be stored
     */
    public static <T> T await(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable("the ledger did not answer in time");
        }
    }

    /**
     * The id of an event that is on the disk; null for one that was there before.
     *
     * @throws ApiProblem 400 if it is no event, 503 if it could not be stored
     */
    public static String id(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Malformed malformed) {
            throw ApiProblem.badRequest(malformed.reason());
        }
        if (acceptance instanceof Acceptance.Unavailable unavailable) {
            throw unavailable(unavailable.reason());
        }
        return acceptance instanceof Acceptance.Stored stored ? stored.eventId() : null;
    }

    private static ApiProblem unavailable(String reason) {
        return ApiProblem.of(503, "unavailable", reason);
    }
}

package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.Inbox;
import io.github.cameltimelines.inbox.Reception;
import io.github.cameltimelines.workspace.Workspace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Takes an event from whoever has a token, as the hook takes those of TimelinesAI. */
final class EventsApi {

    /** Longer than accepting may take: then the inbox has answered. */
    private static final long WAIT_MS = Inbox.ACCEPT_TIMEOUT.toMillis() + 1_000;

    /**
     * @param id of the event; null for a duplicate, which was accepted before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Published(String id, boolean duplicate) {}

    private final Supplier<Inbox> inbox;
    private final Callers callers;

    EventsApi(Supplier<Inbox> inbox, Callers callers) {
        this.inbox = inbox;
        this.callers = callers;
    }

    void publish(Exchange exchange) throws Exception {
        Workspace workspace = callers.require(exchange).workspace();
        byte[] body = ApiBody.json(exchange, Reception.BODY_MAX);
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        inbox.get().accept(body, workspace.id(), workspace.name(), answer::complete);
        ApiAnswers.ok(exchange, published(await(answer)));
    }

    private static Acceptance await(CompletableFuture<Acceptance> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Acceptance.Unavailable("the ledger did not answer in time");
        }
    }

    private static Published published(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Stored stored) {
            return new Published(stored.eventId(), false);
        }
        if (acceptance instanceof Acceptance.Malformed malformed) {
            throw ApiProblem.badRequest(malformed.reason());
        }
        if (acceptance instanceof Acceptance.Unavailable unavailable) {
            throw ApiProblem.of(503, "unavailable", unavailable.reason());
        }
        return new Published(null, true);
    }
}

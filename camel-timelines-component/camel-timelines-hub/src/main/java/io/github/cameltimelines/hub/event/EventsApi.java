package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.cameltimelines.hub.api.Accepting;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.Inbox;
import io.github.cameltimelines.inbox.Reception;
import io.github.cameltimelines.workspace.Workspace;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Takes an event from whoever has a token, as the hook takes those of TimelinesAI. */
final class EventsApi {

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
        String id = Accepting.id(Accepting.await(answer));
        ApiAnswers.ok(exchange, new Published(id, id == null));
    }
}

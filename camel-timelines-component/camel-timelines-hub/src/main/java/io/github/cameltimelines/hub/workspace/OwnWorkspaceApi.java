package io.github.cameltimelines.hub.workspace;

import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import org.apache.camel.Exchange;

/** Tells whoever has a token of which workspace it is, for a program that tries it. */
final class OwnWorkspaceApi {

    /**
     * @param member the name of the token
     */
    private record View(int id, String name, String member) {}

    private final Callers callers;

    OwnWorkspaceApi(Callers callers) {
        this.callers = callers;
    }

    void show(Exchange exchange) {
        Caller caller = callers.require(exchange);
        ApiAnswers.ok(
                exchange,
                new View(caller.workspace().id(), caller.workspace().name(), caller.member()));
    }
}

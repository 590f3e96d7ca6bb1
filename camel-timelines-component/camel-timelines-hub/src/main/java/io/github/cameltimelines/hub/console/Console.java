package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.workspace.Sessions;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What all pages are made with. Thread-safe. */
public final class Console {

    /** One of the menu, and the path of its page below the console. */
    record Section(String path, String text) {}

    private static final List<Section> SECTIONS =
            List.of(
                    new Section("", "Overview"),
                    new Section("webhooks", "Webhooks"),
                    new Section("deliveries", "Deliveries"),
                    new Section("events", "Events"),
                    new Section("flows", "Flows"));

    private final CamelContext context;
    private final ApiCalls calls;
    private final Callers callers;
    private final Supplier<Sessions> sessions;
    private final String chat;
    private final Assets assets = new Assets();
    private final Guesses guesses = new Guesses(Clock.systemUTC());

    /**
     * @param chat where one can write as a customer: a path of the site, with its slash, or a URL;
     *     null for nowhere
     */
    public Console(
            CamelContext context,
            ApiCalls calls,
            Callers callers,
            Supplier<Sessions> sessions,
            String chat) {
        this.context = context;
        this.calls = calls;
        this.callers = callers;
        this.sessions = sessions;
        this.chat = chat;
    }

    List<Section> sections() {
        return SECTIONS;
    }

    CamelContext context() {
        return context;
    }

    ApiCalls calls() {
        return calls;
    }

    Callers callers() {
        return callers;
    }

    Sessions sessions() {
        return sessions.get();
    }

    String chat() {
        return chat;
    }

    Assets assets() {
        return assets;
    }

    Guesses guesses() {
        return guesses;
    }
}

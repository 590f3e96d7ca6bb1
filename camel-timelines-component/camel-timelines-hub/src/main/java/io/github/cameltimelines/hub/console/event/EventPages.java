package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Visit;
import java.util.ArrayList;
import java.util.List;

/** The events of a workspace. */
public final class EventPages extends ConsoleRoutes {

    static final String EVENTS = HubPaths.HUB_API + "/events";

    public EventPages(Console console) {
        super(console, "events", "Shows events, and sends test events");
    }

    @Override
    protected void pages() {
        get("events", this::list);
        get("events/news", this::news);
        get("events/test", TestForm::show);
        get("events/test/example", TestForm::example);
        post("events/test", TestForm::send);
        get("events/{id}", EventDetail::show);
        get("events/{id}/payload", EventDetail::payload);
        post("events/{id}/resend", EventDetail::resend);
    }

    private void list(Visit visit) throws Exception {
        EventFilter filter = EventFilter.of(visit);
        String cursor = visit.query("cursor").orElse(null);
        JsonNode page;
        try {
            String part = cursor == null ? "" : "&cursor=" + Visit.encoded(cursor);
            page = visit.get(EVENTS + "?limit=50" + filter.apiQuery() + part);
        } catch (ApiProblem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(visit, 400, filter.with(problem), List.of(), null, null, null);
            return;
        }
        JsonNode events = page.path("data");
        String next = page.path("cursor").asText(null);
        show(
                visit,
                200,
                filter,
                rows(visit, events),
                cursor == null
                        ? new News(events.path(0).path("id").asText(), filter.query(), 0)
                        : null,
                next == null ? null : filter.query() + "&cursor=" + Visit.encoded(next),
                cursor == null ? null : filter.query());
    }

    private static void show(
            Visit visit,
            int status,
            EventFilter filter,
            List<EventsPage.Row> rows,
            News news,
            String older,
            String newest) {
        EventsPage page =
                new EventsPage(
                        visit.frame("Events"),
                        filter,
                        EventTypes.ALL,
                        rows,
                        news,
                        older == null ? null : older.replaceFirst("&", "?"),
                        newest == null ? null : newest.replaceFirst("&", "?"));
        visit.show(status, out -> EventsPageRenderer.of().execute(page, out));
    }

    private static List<EventsPage.Row> rows(Visit visit, JsonNode events) throws Exception {
        List<EventsPage.Row> rows = new ArrayList<>();
        if (!events.isEmpty()) {
            Standing.Book book = Standing.read(visit, events);
            events.forEach(event -> rows.add(EventsPage.Row.of(event, book.of(event))));
        }
        return rows;
    }

    /** Counts what came since, and moves nothing: whoever reads the list asks for them. */
    private void news(Visit visit) throws Exception {
        EventFilter filter = EventFilter.of(visit);
        String since = visit.query("since").orElse("");
        JsonNode newest = visit.get(EVENTS + "?limit=" + News.MAX + filter.apiQuery()).path("data");
        int count = 0;
        while (count < newest.size()
                && newest.get(count).path("id").asText().compareTo(since) > 0) {
            count++;
        }
        if (visit.query("count").filter(String.valueOf(count)::equals).isPresent()) {
            visit.show(204, out -> {}); // nothing that would be read out again
            return;
        }
        News news = new News(since, filter.query(), count);
        visit.show(out -> NewsRenderer.of().execute(news, out));
    }
}

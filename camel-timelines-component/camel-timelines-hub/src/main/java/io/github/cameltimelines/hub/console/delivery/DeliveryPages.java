package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The deliveries of a workspace. */
public final class DeliveryPages extends ConsoleRoutes {

    static final String DELIVERIES = HubPaths.HUB_API + "/deliveries";

    private static final int ROWS = 50;

    private final Clock clock = Clock.systemUTC();

    public DeliveryPages(Console console) {
        super(console, "deliveries", "Shows deliveries and sends them again");
    }

    @Override
    protected void pages() {
        get("deliveries", this::list);
        get("deliveries/live", visit -> new LiveRows(visit, clock.instant()).answer());
        get("deliveries/{id}", this::show);
        post("deliveries/{id}/resend", this::resend);
    }

    private void list(Visit visit) throws Exception {
        DeliveryFilter filter = DeliveryFilter.of(visit);
        String cursor = visit.query("cursor").orElse("");
        Map<Integer, Hook> hooks = Hook.all(visit);
        Instant now = clock.instant();
        JsonNode answer;
        try {
            answer =
                    visit.get(
                            DELIVERIES
                                    + "?limit="
                                    + ROWS
                                    + filter.wanted()
                                    + (cursor.isEmpty() ? "" : "&cursor=" + Visit.encoded(cursor)));
        } catch (ApiProblem problem) {
            if (problem.errors().isEmpty() || !isOfFilter(problem)) {
                throw problem;
            }
            FilterForm form = FilterForm.of(filter, hooks.values(), problem);
            show(visit, 400, form, List.of(), null, cursor, null);
            return;
        }
        List<DeliveryRow> rows = rows(answer, hooks, visit, now);
        String older = answer.path("has_more").asBoolean() ? answer.path("cursor").asText() : null;
        LivePart live = live(visit, filter, rows, cursor, now);
        FilterForm form = FilterForm.of(filter, hooks.values(), null);
        show(visit, 200, form, rows, live, cursor, older);
    }

    private static boolean isOfFilter(ApiProblem problem) {
        return problem.errors().stream().noneMatch(error -> error.fields().contains("cursor"));
    }

    private static List<DeliveryRow> rows(
            JsonNode answer, Map<Integer, Hook> hooks, Visit visit, Instant now) {
        boolean ticked = visit.query("select").filter("all"::equals).isPresent();
        List<DeliveryRow> rows = new ArrayList<>();
        for (JsonNode delivery : answer.path("data")) {
            Hook hook = hooks.get(delivery.path("webhook_id").asInt());
            rows.add(DeliveryRow.of(delivery, hook, ticked, Standing.of(delivery, hook, now)));
        }
        return rows;
    }

    private static LivePart live(
            Visit visit,
            DeliveryFilter filter,
            List<DeliveryRow> rows,
            String cursor,
            Instant now) {
        String newest = rows.isEmpty() ? "" : rows.get(0).id();
        String since = rows.isEmpty() ? now.toString() : rows.get(0).at().iso();
        boolean first = cursor.isEmpty();
        return new LivePart(
                visit.root(),
                filter.query(),
                first ? since : "",
                first ? newest : "",
                0,
                false,
                rows.stream().map(DeliveryRow::standing).toList(),
                List.of());
    }

    private static void show(
            Visit visit,
            int status,
            FilterForm form,
            List<DeliveryRow> rows,
            LivePart live,
            String cursor,
            String older) {
        DeliveriesPage page =
                new DeliveriesPage(visit.frame("Deliveries"), form, rows, live, cursor, older);
        visit.show(status, out -> DeliveriesPageRenderer.of().execute(page, out));
    }

    private void show(Visit visit) throws Exception {
        DeliveryDetail detail = DeliveryDetail.of(visit, visit.parameter(0), clock.instant());
        if (visit.isPart()) {
            StandingPart part = detail.standing(visit.query("seen").orElse(""));
            visit.show(out -> StandingPartRenderer.of().execute(part, out));
        } else {
            DeliveryPage page = detail.page(null);
            visit.show(out -> DeliveryPageRenderer.of().execute(page, out));
        }
    }

    private void resend(Visit visit) throws Exception {
        String id = visit.parameter(0);
        try {
            visit.send("POST", DELIVERIES + "/" + Visit.encoded(id) + "/resend", null);
        } catch (ApiProblem problem) {
            if (problem.status() != 409 && problem.status() != 410) {
                throw problem;
            }
            DeliveryPage page =
                    DeliveryDetail.of(visit, id, clock.instant()).page(problem.getMessage());
            visit.show(problem.status(), out -> DeliveryPageRenderer.of().execute(page, out));
            return;
        }
        if (visit.form().has("list")) {
            String cursor = visit.form().text("cursor");
            visit.goTo(
                    "deliveries?"
                            + (cursor.isEmpty() ? "" : "cursor=" + Visit.encoded(cursor))
                            + DeliveryFilter.of(visit.form()).query(),
                    Notice.RESENT);
        } else {
            visit.goTo("deliveries/" + Visit.encoded(id), Notice.RESENT);
        }
    }
}

package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Form;
import io.github.cameltimelines.hub.console.Frame;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.util.ArrayList;
import java.util.List;

/** The replays of a workspace: many deliveries sent again, as a job. */
public final class ReplayPages extends ConsoleRoutes {

    private static final String REPLAYS = HubPaths.HUB_API + "/replays";
    private static final String NUMBER = "[1-9]\\d{0,11}";

    public ReplayPages(Console console) {
        super(console, "replays", "Sends many deliveries again");
    }

    @Override
    protected void pages() {
        get("replays", this::list);
        post("replays", this::begin);
        post("replays/confirm", this::confirm);
        get("replays/{id}", this::show);
        post("replays/{id}/pause", visit -> change(visit, "pause", Notice.PAUSED));
        post("replays/{id}/resume", visit -> change(visit, "resume", Notice.RESUMED));
        post("replays/{id}/cancel", visit -> change(visit, "cancel", Notice.CANCELLED));
    }

    private void list(Visit visit) throws Exception {
        String cursor =
                visit.query("cursor").map(text -> "?cursor=" + Visit.encoded(text)).orElse("");
        JsonNode answer = visit.get(REPLAYS + cursor);
        List<ReplayView> replays = new ArrayList<>();
        answer.path("data").forEach(one -> replays.add(ReplayView.of(one)));
        String older = answer.path("has_more").asBoolean() ? answer.path("cursor").asText() : null;
        ReplaysPage page = new ReplaysPage(visit.frame("Replays"), replays, older);
        visit.show(out -> ReplaysPageRenderer.of().execute(page, out));
    }

    /** Counts first, and asks. */
    private void confirm(Visit visit) throws Exception {
        Form form = visit.form();
        DeliveryFilter filter = DeliveryFilter.of(form);
        boolean byFilter = form.text("what").equals("filter");
        List<String> chosen = byFilter ? List.of() : form.all("delivery");
        if (!byFilter && chosen.isEmpty()) {
            visit.goTo("deliveries?" + filter.query(), Notice.NONE_CHOSEN);
            return;
        }
        ObjectNode wish = wish(filter, chosen);
        JsonNode count =
                visit.send("POST", REPLAYS, wish.deepCopy().put("dry_run", true)).path("data");
        ConfirmPage page =
                new ConfirmPage(
                        visit.frame("Replay"),
                        byFilter
                                ? ReplayView.what(wish)
                                : chosen.size() == 1
                                        ? "1 chosen delivery"
                                        : chosen.size() + " chosen deliveries",
                        count.path("deliveries").asLong(),
                        count.path("skipped").asLong(),
                        count.path("complete").asBoolean(),
                        chosen,
                        filter);
        visit.show(out -> ConfirmPageRenderer.of().execute(page, out));
    }

    private static ObjectNode wish(DeliveryFilter filter, List<String> chosen) {
        if (chosen.isEmpty()) {
            return filter.wish();
        }
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = wish.putArray("delivery_ids");
        chosen.forEach(ids::add);
        return wish;
    }

    private void begin(Visit visit) throws Exception {
        Form form = visit.form();
        ObjectNode wish = wish(DeliveryFilter.of(form), form.all("delivery"));
        String id = visit.send("POST", REPLAYS, wish).path("data").path("id").asText();
        visit.goTo("replays/" + id + of(form.text("of")), Notice.REPLAYING);
    }

    private static String of(String text) {
        return text.matches(NUMBER) ? "?of=" + text : "";
    }

    private void show(Visit visit) throws Exception {
        JsonNode replay = visit.get(REPLAYS + "/" + Visit.encoded(visit.parameter(0))).path("data");
        long of =
                visit.query("of")
                        .filter(text -> text.matches(NUMBER))
                        .map(Long::parseLong)
                        .orElse(0L);
        ReplayView view = ReplayView.of(replay);
        Frame frame = visit.frame("Replay " + view.id());
        ReplayPart part = new ReplayPart(visit.root(), frame.csrf(), view, of, visit.isPart());
        if (visit.isPart()) {
            visit.show(out -> ReplayPartRenderer.of().execute(part, out));
        } else {
            ReplayPage whole = new ReplayPage(frame, part);
            visit.show(out -> ReplayPageRenderer.of().execute(whole, out));
        }
    }

    private void change(Visit visit, String verb, Notice done) throws Exception {
        String id = Visit.encoded(visit.parameter(0));
        Notice notice = done;
        try {
            visit.send("POST", REPLAYS + "/" + id + "/" + verb, null);
        } catch (ApiProblem problem) {
            if (problem.status() != 409) {
                throw problem;
            }
            notice = Notice.TOO_LATE;
        }
        visit.goTo("replays/" + id + of(visit.form().text("of")), notice);
    }
}

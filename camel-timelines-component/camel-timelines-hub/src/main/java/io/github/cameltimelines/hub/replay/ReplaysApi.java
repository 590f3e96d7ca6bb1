package io.github.cameltimelines.hub.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.hub.replay.Replay.State;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.log.HistoryWalk;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;

/** The calls for replays. Thread-safe. */
final class ReplaysApi {

    /** Replays of a workspace that have not ended. */
    static final int UNFINISHED_MAX = 20;

    private static final String DRY_RUN = "dry_run";

    private final TimelinesComponent component;
    private final Callers callers;
    private final Clock clock;
    private final Runnable wake;

    ReplaysApi(TimelinesComponent component, Callers callers, Clock clock, Runnable wake) {
        this.component = component;
        this.callers = callers;
        this.clock = clock;
        this.wake = wake;
    }

    private ReplayStore store() {
        return new ReplayStore(component.pipeline().ledger());
    }

    void create(Exchange exchange) {
        Caller caller = callers.require(exchange);
        ObjectNode body = ApiBody.object(exchange);
        FieldReader fields = new FieldReader(body);
        AtomicBoolean dry = new AtomicBoolean();
        fields.flag(DRY_RUN, dry::set);
        ObjectNode wished = body.deepCopy();
        wished.remove(DRY_RUN);
        ReplayWish wish = ReplayWish.read(fields, wished, caller.workspace().id());
        requireUsable(wish, dry.get());
        Replay replay = replay(caller, wish);
        if (dry.get()) {
            ApiAnswers.ok(exchange, DryRun.of(reader(), wish, replay));
            return;
        }
        if (store().unfinished(caller.workspace().id()) >= UNFINISHED_MAX) {
            throw ApiProblem.of(
                    403,
                    "quota_exceeded",
                    "The workspace has " + UNFINISHED_MAX + " replays that have not ended");
        }
        store().insert(replay);
        wake.run();
        ApiAnswers.ok(exchange, ReplayJson.of(replay));
    }

    private ReplayReader reader() {
        return new ReplayReader(
                new HistoryWalk(component.pipeline().ledger()),
                component.pipeline().subscriptions());
    }

    private void requireUsable(ReplayWish wish, boolean dry) {
        if (wish.webhookId() == null) {
            return;
        }
        Subscription to = component.pipeline().subscriptions().byId(wish.webhookId());
        if (to == null || to.workspaceId() != wish.filter().workspaceId()) {
            throw ApiProblem.field("webhook_id", "there is no such webhook");
        }
        if (!to.enabled() && !dry) {
            throw conflict("Webhook " + to.id() + " is disabled; enable it first");
        }
    }

    /** What is accepted from now on is not replayed. */
    private Replay replay(Caller caller, ReplayWish wish) {
        Ledger ledger = component.pipeline().ledger();
        long id = ledger.ids().next();
        HistoryFilter filter = wish.filter();
        long from = 0;
        long end = id;
        if (wish.isListed()) {
            end = wish.listed().size();
        } else {
            if (filter.from() != null) {
                from = Math.max(0, TimeOrderedIds.firstOf(filter.from()) - 1);
            }
            if (filter.to() != null) {
                end = Math.min(end, TimeOrderedIds.firstOf(filter.to()) - 1);
            }
        }
        return new Replay(
                id,
                caller.workspace().id(),
                caller.member(),
                wish.text(),
                State.RUNNING,
                from,
                end,
                0,
                0,
                null,
                null);
    }

    void list(Exchange exchange) {
        Caller caller = callers.require(exchange);
        FieldReader query = CallPath.query(exchange);
        HistoryFields wanted = new HistoryFields(query).page();
        query.finishStrictly();
        List<Replay> page =
                store().before(caller.workspace().id(), wanted.before(), wanted.limit());
        boolean full = page.size() == wanted.limit();
        ApiAnswers.page(
                exchange,
                page.stream().map(ReplayJson::of).toList(),
                full ? Long.valueOf(page.get(page.size() - 1).id()) : null);
    }

    void get(Exchange exchange) {
        Caller caller = callers.require(exchange);
        ApiAnswers.ok(
                exchange, ReplayJson.of(own(caller, CallPath.id(exchange, IdForm.REPLAY, 0))));
    }

    void pause(Exchange exchange) {
        change(exchange, State.PAUSED, State.RUNNING);
    }

    void resume(Exchange exchange) {
        change(exchange, State.RUNNING, State.PAUSED);
    }

    void cancel(Exchange exchange) {
        change(exchange, State.CANCELLED, State.RUNNING, State.PAUSED);
    }

    private void change(Exchange exchange, State to, State... from) {
        Caller caller = callers.require(exchange);
        long id = CallPath.id(exchange, IdForm.REPLAY, 1);
        own(caller, id);
        for (State state : from) {
            if (store().change(caller.workspace().id(), id, state, to, clock.instant())) {
                break;
            }
        }
        Replay now = own(caller, id);
        if (now.state() != to) {
            throw conflict("The replay is " + now.state().wireName());
        }
        wake.run();
        ApiAnswers.ok(exchange, ReplayJson.of(now));
    }

    private Replay own(Caller caller, long id) {
        return store().byId(caller.workspace().id(), id)
                .orElseThrow(
                        () ->
                                ApiProblem.notFound(
                                        "Replay " + IdForm.REPLAY.format(id) + " not found"));
    }

    private static ApiProblem conflict(String message) {
        return ApiProblem.of(409, "conflict", message);
    }
}

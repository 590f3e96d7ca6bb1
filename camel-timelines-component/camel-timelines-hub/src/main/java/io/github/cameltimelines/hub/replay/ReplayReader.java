package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.hub.replay.ReplayPart.Candidate;
import io.github.cameltimelines.hub.replay.ReplayWish.Source;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.HistoryWalk;
import io.github.cameltimelines.log.HistoryWalk.Found;
import io.github.cameltimelines.log.HistoryWalk.FoundEvent;
import io.github.cameltimelines.log.HistoryWalk.Part;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Resends.Again;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a replay is to send, a part at a time; changes nothing. Thread-safe. */
final class ReplayReader {

    private static final int LISTED_STEP = 100;
    private static final int EMPTY_MAX = 20;

    private final HistoryWalk walk;
    private final Subscriptions subscriptions;

    ReplayReader(HistoryWalk walk, Subscriptions subscriptions) {
        this.walk = walk;
        this.subscriptions = subscriptions;
    }

    /**
     * Whether the webhook that it all goes to is disabled: then it waits.
     *
     * @throws ReplayFailedException if it was deleted
     */
    boolean mustWait(ReplayWish wish) {
        if (wish.webhookId() == null) {
            return false;
        }
        Subscription to = subscriptions.byId(wish.webhookId());
        if (to == null) { // another node may just have made it
            subscriptions.refresh();
            to = subscriptions.byId(wish.webhookId());
        }
        if (to == null || to.workspaceId() != wish.filter().workspaceId()) {
            throw new ReplayFailedException("Webhook " + wish.webhookId() + " was deleted");
        }
        return !to.enabled();
    }

    /**
     * What comes behind that place, up to {@code room} deliveries; gives up for now where long
     * nothing comes.
     */
    ReplayPart next(ReplayWish wish, long place, long end, int room) {
        ReplayPart part = step(wish, place, end, room);
        for (int empty = 1;
                empty < EMPTY_MAX && part.again().isEmpty() && part.place() < end;
                empty++) {
            part = part.and(step(wish, part.place(), end, room));
        }
        return part;
    }

    private ReplayPart step(ReplayWish wish, long place, long end, int room) {
        if (wish.isListed()) {
            int to = (int) Math.min(end, place + LISTED_STEP);
            return ReplayPart.of(place, listed(wish, (int) place, to), to, room);
        }
        if (wish.source() == Source.EVENTS) {
            Part<FoundEvent> part = walk.events(wish.filter(), place, end);
            List<Candidate> wanted =
                    part.found().stream()
                            .filter(event -> wants(wish, event))
                            .map(event -> of(event.eventId(), wish, event))
                            .toList();
            return ReplayPart.of(place, wanted, part.to(), room);
        }
        Part<Found> part = walk.deliveries(wish.filter(), place, end);
        List<Candidate> found =
                part.found().stream().map(one -> of(one.view().deliveryId(), one)).toList();
        return ReplayPart.of(place, found, part.to(), room);
    }

    private List<Candidate> listed(ReplayWish wish, int from, int to) {
        List<Long> ids = wish.listed().subList(from, to);
        int workspace = wish.filter().workspaceId();
        return wish.source() == Source.EVENTS
                ? inOrder(
                        ids,
                        from,
                        walk.events(workspace, ids),
                        FoundEvent::eventId,
                        (place, event) -> of(place, wish, event))
                : inOrder(
                        ids,
                        from,
                        walk.deliveries(workspace, ids),
                        one -> one.view().deliveryId(),
                        ReplayReader.this::of);
    }

    @FunctionalInterface
    private interface ToCandidate<T> {
        Candidate at(long place, T found);
    }

    private static <T> List<Candidate> inOrder(
            List<Long> ids,
            int from,
            List<T> found,
            Function<T, Long> id,
            ToCandidate<T> candidate) {
        Map<Long, T> byId = found.stream().collect(Collectors.toMap(id, Function.identity()));
        List<Candidate> candidates = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            long place = from + index + 1L;
            T one = byId.get(ids.get(index));
            candidates.add(one == null ? new Candidate(place, null, 0) : candidate.at(place, one));
        }
        return candidates;
    }

    private Candidate of(long place, Found found) {
        DeliveryView view = found.view();
        Subscription to = subscriptions.byId(view.subscriptionId());
        boolean passed = to == null || !to.enabled();
        return new Candidate(
                place,
                passed
                        ? null
                        : new Again(
                                view.deliveryId(),
                                found.eventId(),
                                to,
                                view.chatId(),
                                view.status(),
                                view.attempts()),
                found.bytes());
    }

    private Candidate of(long place, ReplayWish wish, FoundEvent event) {
        Subscription to = subscriptions.byId(wish.webhookId());
        return new Candidate(
                place,
                to == null ? null : Again.anew(event.eventId(), to, event.chatId()),
                event.payload().length);
    }

    /** As the fan-out asks it. */
    private boolean wants(ReplayWish wish, FoundEvent found) {
        Subscription to = subscriptions.byId(wish.webhookId());
        Event event =
                EventReader.read(found.payload())
                        .toEvent(Event.DEFAULT_WORKSPACE, TimeOrderedIds.timeOf(found.eventId()))
                        .withId(EventIds.format(found.eventId()));
        return to != null && to.wants(event).isPresent();
    }
}

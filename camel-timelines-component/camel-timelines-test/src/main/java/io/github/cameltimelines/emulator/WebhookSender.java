package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers events to the registered webhooks with TimelinesAI's semantics (fact sheet §4): a 2xx
 * within the timeout or two more tries, then {@code errors_counter} grows by one; a success resets
 * it; a webhook is never disabled.
 *
 * <p>First tries to one webhook about one chat go out one after the other, so that a test sees the
 * order in which things happened; later tries do not hold up what follows, as nothing about the
 * order is promised. All methods are called with the workspace locked; the calls themselves run
 * outside of it.
 */
final class WebhookSender {

    private static final long HELD_AT_MOST_MS = 2000;

    private record Delivery(
            long webhookId, String eventType, String url, String body, String lane, long era) {}

    private final Vertx vertx;
    private final Workspace workspace;
    private final FaultBook faults;
    private final WebhookCalls calls;
    private final Map<String, Deque<Delivery>> lanes = new HashMap<>();
    private final List<Delivery> held = new ArrayList<>();

    WebhookSender(Vertx vertx, Workspace workspace, FaultBook faults, WebhookCalls calls) {
        this.vertx = vertx;
        this.workspace = workspace;
        this.faults = faults;
        this.calls = calls;
    }

    Envelope envelope() {
        return workspace.settings.envelope();
    }

    /** Delivers to all enabled webhooks of this type. The payload has no event type yet. */
    void send(String eventType, ObjectNode payload, String lane) {
        List<Webhook> subscribed =
                workspace.webhooks.values().stream()
                        .filter(webhook -> webhook.enabled && webhook.eventType.equals(eventType))
                        .toList();
        if (subscribed.isEmpty()) {
            return;
        }
        ObjectNode body = Json.object().put("event_type", eventType);
        body.setAll(envelope() == Envelope.SEED ? SeedEnvelope.wrap(payload) : payload);
        String json = new String(Json.bytes(body), StandardCharsets.UTF_8);
        for (Webhook webhook : subscribed) {
            dispatch(
                    new Delivery(
                            webhook.id,
                            eventType,
                            webhook.url,
                            json,
                            webhook.id + " " + lane,
                            workspace.generation));
        }
    }

    void clear() {
        lanes.clear();
        held.clear();
    }

    private void dispatch(Delivery delivery) {
        if (faults.takeLost()) {
            return;
        }
        if (faults.takeReordered()) {
            held.add(delivery);
            if (!faults.reordering()) {
                releaseHeld();
            } else if (held.size() == 1) {
                // Fewer than announced may come.
                later(HELD_AT_MOST_MS, delivery, this::releaseHeld);
            }
            return;
        }
        long delayMs = faults.takeDelayMs();
        int copies = faults.takeDuplicated() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (delayMs > 0) {
                later(delayMs, delivery, () -> enqueue(delivery));
            } else {
                enqueue(delivery);
            }
        }
    }

    private void releaseHeld() {
        List<Delivery> reversed = new ArrayList<>(held);
        held.clear();
        Collections.reverse(reversed);
        reversed.forEach(this::enqueue);
    }

    private void enqueue(Delivery delivery) {
        Deque<Delivery> lane = lanes.get(delivery.lane());
        if (lane == null) {
            lanes.put(delivery.lane(), new ArrayDeque<>());
            attempt(delivery, 1);
        } else {
            lane.add(delivery);
        }
    }

    private void attempt(Delivery delivery, int tries) {
        calls.post(
                delivery.url(),
                delivery.body(),
                outcome -> workspace.run(() -> settle(delivery, tries, outcome)));
    }

    private void settle(Delivery delivery, int tries, WebhookCalls.Outcome outcome) {
        if (delivery.era() != workspace.generation) {
            return;
        }
        WebhookAttempt attempt =
                new WebhookAttempt(
                        delivery.webhookId(),
                        delivery.eventType(),
                        delivery.url(),
                        outcome.status(),
                        tries,
                        workspace.times.now(),
                        outcome.error(),
                        delivery.body());
        workspace.log(attempt);
        if (tries == 1) {
            nextInLane(delivery.lane());
        }
        Webhook webhook = workspace.webhooks.get(delivery.webhookId());
        if (webhook == null || attempt.delivered()) {
            if (webhook != null) {
                webhook.errorsCounter = 0;
            }
        } else if (tries < workspace.settings.webhookTries()) {
            long spacingMs = workspace.settings.webhookSpacing().toMillis();
            later(spacingMs, delivery, () -> attempt(delivery, tries + 1));
        } else {
            webhook.errorsCounter++;
        }
    }

    private void nextInLane(String key) {
        Deque<Delivery> lane = lanes.get(key);
        if (lane == null) {
            return;
        }
        if (lane.isEmpty()) {
            lanes.remove(key);
        } else {
            attempt(lane.poll(), 1);
        }
    }

    private void later(long delayMs, Delivery delivery, Runnable work) {
        vertx.setTimer(
                Math.max(1, delayMs),
                timer ->
                        workspace.run(
                                () -> {
                                    if (delivery.era() == workspace.generation) {
                                        work.run();
                                    }
                                }));
    }
}

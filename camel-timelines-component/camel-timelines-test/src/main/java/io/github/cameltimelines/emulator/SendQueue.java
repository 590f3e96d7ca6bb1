package io.github.cameltimelines.emulator;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Sends are asynchronous: a message waits as Pending, leaves at its turn as Sending and then goes
 * through Sent, Delivered and Read. The real pause between messages is about 2 s (fact sheet §1.2);
 * here it is a setting, and each step of the status takes as long.
 */
final class SendQueue {

    private static final List<String> STEPS = List.of("Sent", "Delivered", "Read");

    private final Vertx vertx;
    private final Workspace workspace;
    private final FaultBook faults;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private BiConsumer<Message, String> onStep = (message, step) -> {};

    SendQueue(Vertx vertx, Workspace workspace, FaultBook faults) {
        this.vertx = vertx;
        this.workspace = workspace;
        this.faults = faults;
    }

    void onStep(BiConsumer<Message, String> listener) {
        this.onStep = listener;
    }

    void add(Message message) {
        waiting.add(message);
        if (waiting.size() == 1) {
            later(this::next);
        }
    }

    void clear() {
        waiting.clear();
    }

    /** Goes on with the sends that were on their way when the workspace was saved. */
    void resume() {
        for (Message message : workspace.messages.values()) {
            if (!message.fromMe || !message.type.equals("whatsapp")) {
                continue;
            }
            int next = STEPS.indexOf(message.status) + 1;
            if (List.of("Pending", "Sending").contains(message.status)) {
                add(message);
            } else if (next > 0 && next < STEPS.size()) {
                later(() -> advance(message, next));
            }
        }
    }

    private void next() {
        Message message = waiting.peek();
        message.step("Sending", workspace.times.now());
        later(() -> leave(message));
    }

    private void leave(Message message) {
        waiting.poll();
        if (!waiting.isEmpty()) {
            later(this::next);
        }
        if (faults.takeFailedSend()) {
            message.step("Failed", workspace.times.now());
            onStep.accept(message, "Failed");
        } else {
            advance(message, 0);
        }
    }

    private void advance(Message message, int step) {
        message.step(STEPS.get(step), workspace.times.now());
        onStep.accept(message, STEPS.get(step));
        if (step + 1 < STEPS.size()) {
            later(() -> advance(message, step + 1));
        }
    }

    private void later(Runnable work) {
        long generation = workspace.generation;
        long delay = Math.max(1, workspace.settings.pacing().toMillis());
        vertx.setTimer(
                delay,
                timer ->
                        workspace.run(
                                () -> {
                                    if (generation == workspace.generation) {
                                        work.run();
                                    }
                                }));
    }
}

package io.github.cameltimelines.hub.standalone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntBinaryOperator;

/**
 * Callers of the hook, one for each chat: each posts an event, waits for the answer, and posts the
 * next one; after a failure the same again. Remembers what was acknowledged, and by whom.
 */
final class Load implements AutoCloseable {

    private static final long STOP_S = 40;

    /**
     * An event that was answered with 200.
     *
     * @param posted when, by the steady clock
     * @param answered when
     * @param by which of the URLs
     */
    record Acknowledged(String uid, int chat, int by, long posted, long answered) {}

    private final String name;
    private final List<String> urls;
    private final IntBinaryOperator target;
    private final ScheduledExecutorService callers;
    private final List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, AtomicInteger> failed = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /**
     * @param name begins the uids of its events
     * @param pauseMs of each, between an answer and the next call
     * @param urls that can be called
     * @param target which of them: of a chat, and of how many of its calls failed
     */
    Load(String name, int chats, long pauseMs, List<String> urls, IntBinaryOperator target) {
        this.name = name;
        this.urls = urls;
        this.target = target;
        this.callers = Executors.newScheduledThreadPool(chats);
        for (int chat = 0; chat < chats; chat++) {
            int mine = chat;
            AtomicInteger sequence = new AtomicInteger();
            failed.put(chat, new AtomicInteger());
            callers.scheduleWithFixedDelay(
                    () -> post(mine, sequence), 0, pauseMs, TimeUnit.MILLISECONDS);
        }
    }

    private void post(int chat, AtomicInteger sequence) {
        if (ended) {
            return;
        }
        String uid = name + "-" + chat + "-" + sequence.get();
        int at = target.applyAsInt(chat, failed.get(chat).get());
        long posted = System.nanoTime();
        try {
            HubNode.Reply reply =
                    HubNode.call(
                            urls.get(at),
                            "POST",
                            "/hooks/" + HubNode.SECRET,
                            null,
                            event(chat, uid));
            if (reply.status() == 200) {
                acknowledged.add(new Acknowledged(uid, chat, at, posted, System.nanoTime()));
                sequence.incrementAndGet();
            } else {
                fail(chat, reply.toString());
            }
        } catch (Exception e) {
            fail(chat, e.toString());
        }
    }

    private void fail(int chat, String what) {
        failed.get(chat).incrementAndGet();
        failures.add(what);
    }

    static String event(int chat, String uid) {
        return ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":%d},"
                        + "\"message\":{\"text\":\"Hi\",\"direction\":\"received\",\"message_uid\":\"%s\"}}")
                .formatted(9_000 + chat, uid);
    }

    /** In the order in which the answers came. */
    List<Acknowledged> acknowledged() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** Waits for the answers that are still to come. */
    void end() throws InterruptedException {
        ended = true;
        callers.shutdown();
        if (!callers.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A call of the hook is not answered");
        }
    }

    @Override
    public void close() {
        ended = true;
        callers.shutdownNow();
    }
}

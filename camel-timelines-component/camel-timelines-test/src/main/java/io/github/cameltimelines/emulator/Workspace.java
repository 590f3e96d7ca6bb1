package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything the emulator remembers, in memory, behind one lock: this object's monitor. Whoever
 * reads or changes any of it, an HTTP endpoint, a timer or the Java API, does so inside {@link
 * #read} or {@link #locked}. Nothing blocks while holding it: webhooks and status steps are queued
 * and run later.
 */
final class Workspace {

    static final long FIRST_CHAT_ID = 4711;
    static final long FIRST_WEBHOOK_ID = 7_654_321;

    /** A demo may run for days: of requests and attempts only the latest are kept. */
    private static final int LOG_SIZE = 10_000;

    final Settings settings;
    final Times times;
    final Map<Long, Chat> chats = new LinkedHashMap<>();
    final Map<String, Message> messages = new LinkedHashMap<>();
    final Map<String, StoredFile> files = new LinkedHashMap<>();
    final Map<String, Account> accounts = new LinkedHashMap<>();
    final Map<Long, WabaAccount> wabaAccounts = new TreeMap<>();
    final Map<Long, WabaTemplate> wabaTemplates = new TreeMap<>();
    final Map<String, String> wabaAnalytics = new LinkedHashMap<>();
    final Map<Long, Teammate> teammates = new TreeMap<>();
    final Map<Long, TextTemplate> templates = new TreeMap<>();
    final Map<Long, Webhook> webhooks = new TreeMap<>();
    final List<Webhook> deletedWebhooks = new ArrayList<>();
    private final Deque<ApiRequest> requests = new ArrayDeque<>();
    private final Deque<WebhookAttempt> attempts = new ArrayDeque<>();

    /** Changes with each reset, so that timers of the time before do nothing. */
    long generation;

    private Runnable onChange = () -> {};
    long creditsUsed;
    long callsUsed;
    private long lastChatId;
    private long lastWebhookId;
    private long lastNumber;

    Workspace(Settings settings) {
        this.settings = settings;
        this.times = new Times(settings.clock());
        reset(false);
    }

    /** For what changes something. */
    <T> T locked(Supplier<T> work) {
        synchronized (this) {
            try {
                return work.get();
            } finally {
                onChange.run();
            }
        }
    }

    /** For what changes something. */
    void run(Runnable work) {
        locked(
                () -> {
                    work.run();
                    return null;
                });
    }

    /** For what changes nothing that is kept. */
    <T> T read(Supplier<T> work) {
        synchronized (this) {
            return work.get();
        }
    }

    /** Told after each change, with the workspace locked. */
    void onChange(Runnable listener) {
        read(() -> onChange = listener);
    }

    Saved.Counters counters() {
        return new Saved.Counters(lastChatId, lastWebhookId, lastNumber, creditsUsed, callsUsed);
    }

    /** Empties it, to be filled by the caller. */
    void restart(Saved.Counters counters) {
        clear();
        webhooks.clear();
        deletedWebhooks.clear();
        lastChatId = counters.chatId();
        lastWebhookId = counters.webhookId();
        lastNumber = counters.number();
        creditsUsed = counters.creditsUsed();
        callsUsed = counters.callsUsed();
    }

    private void clear() {
        generation++;
        List.of(chats, messages, files, accounts, wabaAccounts, wabaTemplates).forEach(Map::clear);
        List.of(wabaAnalytics, teammates, templates).forEach(Map::clear);
        requests.clear();
        attempts.clear();
    }

    void reset(boolean keepWebhooks) {
        clear();
        creditsUsed = 0;
        callsUsed = 0;
        lastChatId = FIRST_CHAT_ID - 1;
        lastNumber = 0;
        if (keepWebhooks) {
            webhooks.values().forEach(webhook -> webhook.errorsCounter = 0);
        } else {
            webhooks.clear();
            deletedWebhooks.clear();
            lastWebhookId = FIRST_WEBHOOK_ID - 1;
        }
        seed();
    }

    /** The workspace of a small shop: two people, one linked number, one Cloud API number. */
    private void seed() {
        Instant start = times.now().truncatedTo(ChronoUnit.DAYS).minus(90, ChronoUnit.DAYS);
        add(new Teammate(1, "Eva", "eva@shop.example", "admin", "Desk", "active", null, start));
        add(new Teammate(2, "Tom", "tom@shop.example", "teammate", "Desk", "active", null, start));
        lastNumber = 2;
        Account desk =
                Account.active("+34600999888", "Shop Desk", "Eva", "desk@shop.example", start);
        accounts.put(desk.id(), desk);
        wabaAccounts.put(4821L, new WabaAccount(4821, "109", "203", "+34600777666", "Shop Bot"));
        wabaTemplates.put(
                501L,
                new WabaTemplate(501, "order_ok", "en", "APPROVED", "Your order {{1}} is on.", 1));
        wabaTemplates.put(
                502L, new WabaTemplate(502, "big_sale", "en", "REJECTED", "Everything must go", 0));
    }

    private void add(Teammate teammate) {
        teammates.put(teammate.userId(), teammate);
    }

    void log(ApiRequest request) {
        callsUsed++;
        add(requests, request);
    }

    void log(WebhookAttempt attempt) {
        add(attempts, attempt);
    }

    Collection<ApiRequest> requests() {
        return requests;
    }

    Collection<WebhookAttempt> attempts() {
        return attempts;
    }

    private static <T> void add(Deque<T> log, T entry) {
        if (log.size() == LOG_SIZE) {
            log.removeFirst();
        }
        log.addLast(entry);
    }

    long nextChatId() {
        return ++lastChatId;
    }

    long nextWebhookId() {
        return ++lastWebhookId;
    }

    /** Numbers of templates, teammates, …: one sequence for all of them. */
    long nextNumber() {
        return ++lastNumber;
    }

    String newUid() {
        return UUID.randomUUID().toString();
    }

    Optional<Teammate> teammate(String email) {
        return teammates.values().stream()
                .filter(mate -> mate.email().equalsIgnoreCase(email))
                .findFirst();
    }

    Teammate owner() {
        return teammates.get(1L);
    }

    StoredFile store(Upload upload) {
        StoredFile file = new StoredFile(newUid(), upload, owner().email(), times.now());
        files.put(file.uid(), file);
        return file;
    }
}

package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.cameltimelines.hub.standalone.DeliveryRecorder.Call;
import io.github.cameltimelines.hub.standalone.Load.Acknowledged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hubs on one PostgreSQL, as somebody runs them. */
class HubClusterIT {

    private static final Duration PATIENCE = HubCluster.PATIENCE;
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Documented is one second. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int SIGTERM = 128 + 15;
    private static final int CHATS = 9;
    private static final int ENOUGH = 300;

    @TempDir static Path folder;
    private static HubCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new HubCluster(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void tidy() throws Exception {
        cluster.receiver.answers(call -> 200);
        cluster.receiver.answersAfter(5);
        cluster.startAll();
        cluster.deleteWebhooks();
    }

    @Test
    void what_three_nodes_take_is_delivered_once_and_each_chat_in_order() throws Exception {
        cluster.webhook("/a/chat", ",\"retry_schedule\":\"200ms,200ms,200ms\"");
        cluster.webhook("/a/none", ",\"ordering\":\"none\"");
        cluster.webhook("/a/strict", ",\"ordering\":\"strict\"");
        cluster.receiver.answers(HubClusterIT::sometimesDown);
        List<Acknowledged> sent;
        try (Load load = new Load("a", CHATS, 25, cluster.urls(), (chat, failed) -> chat % 3)) {
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() >= ENOUGH);
            load.end();
            sent = load.acknowledged();
            assertThat(load.failures()).isEmpty();
        }
        for (String webhook : List.of("/a/chat", "/a/none", "/a/strict")) {
            awaitAll(webhook, sent);
            assertOnce(webhook);
        }
        assertInOrder("/a/chat", sent, one -> one.chat() + " of node " + one.by());
        assertInOrder("/a/strict", sent, one -> "node " + one.by());
    }

    /** One in ten events of one webhook fails the first time. */
    private static int sometimesDown(Call call) {
        boolean first = call.attempt() == 1 && call.uid().endsWith("0");
        return call.webhook().equals("/a/chat") && first ? 503 : 200;
    }

    @Test
    void a_node_that_is_killed_loses_nothing_and_the_others_take_over_within_the_lease()
            throws Exception {
        cluster.webhook("/b/chat", "");
        cluster.webhook("/b/none", ",\"ordering\":\"none\"");
        cluster.receiver.answersAfter(300); // so that some are in flight
        long killed;
        List<Acknowledged> sent;
        try (Load load =
                new Load("b", CHATS, 25, cluster.urls(), (chat, failed) -> (chat + failed) % 3)) {
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() >= ENOUGH / 3);
            killed = System.nanoTime();
            cluster.node(1).process().kill();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() >= ENOUGH);
            load.end();
            sent = load.acknowledged();
        }
        for (String webhook : List.of("/b/chat", "/b/none")) {
            awaitAll(webhook, sent, LEASE.multipliedBy(3));
        }
        long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed);
        assertThat(took).as("seconds until all was delivered").isLessThan(3 * LEASE.toSeconds());
        assertInOrder("/b/chat", sent, one -> one.chat() + " of node " + one.by());
        for (String webhook : List.of("/b/chat", "/b/none")) {
            assertRepeatsOnlyWhatWasInFlight(webhook, killed);
        }
    }

    @Test
    void nodes_that_are_restarted_one_after_the_other_fail_no_call_and_repeat_nothing()
            throws Exception {
        cluster.webhook("/c/chat", ",\"retry_schedule\":\"200ms,200ms,200ms\"");
        cluster.webhook("/c/none", ",\"ordering\":\"none\"");
        cluster.receiver.answersAfter(50); // so that some are in flight
        List<Acknowledged> sent;
        try (Balancer balancer = new Balancer(cluster.urls());
                Load load =
                        new Load("c", CHATS, 150, List.of(balancer.url()), (chat, failed) -> 0)) {
            for (HubNode node : cluster.nodes()) {
                int before = load.acknowledged().size();
                await().atMost(PATIENCE).until(() -> balancer.ready() == cluster.nodes().size());
                await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + 30);
                node.process().terminate();
                assertThat(node.process().exitCode()).isEqualTo(SIGTERM);
                assertThat(node.process().lines()).contains("Stopping.");
                node.start();
                node.process().awaitReady();
            }
            load.end();
            sent = load.acknowledged();
            assertThat(load.failures()).isEmpty();
        }
        for (String webhook : List.of("/c/chat", "/c/none")) {
            awaitAll(webhook, sent);
            assertOnce(webhook);
        }
    }

    @Test
    void what_one_node_is_told_counts_on_another_a_moment_later() throws Exception {
        int id = cluster.webhook("/d/old", ",\"secret\":\"" + SECRET + "\"");
        awaitElsewhere("/d/old", call -> isSignedWith(SECRET, call));

        tell(
                "PUT",
                "/integrations/api/webhooks/" + id,
                HubNode.TOKEN,
                "{\"url\":\"" + cluster.receiver.url("/d/new") + "\"}");
        awaitElsewhere("/d/new", call -> isSignedWith(SECRET, call));

        String secret =
                tell("POST", "/hub/api/v1/webhooks/" + id + "/secret/rotate", HubNode.TOKEN, null)
                        .get("secret")
                        .textValue();
        awaitElsewhere("/d/new", call -> isSignedWith(secret, call));

        JsonNode token =
                tell(
                        "POST",
                        "/hub/api/v1/tokens",
                        HubNode.ADMIN,
                        "{\"name\":\"guest\",\"workspace_id\":1}");
        await().atMost(SOON).until(() -> statusElsewhere(token.get("token").textValue()) == 200);
        tell("DELETE", "/hub/api/v1/tokens/" + token.get("id").intValue(), HubNode.ADMIN, null);
        await().atMost(SOON).until(() -> statusElsewhere(token.get("token").textValue()) == 401);
    }

    /** One node; the test asks another. */
    private static JsonNode tell(String method, String path, String token, String json)
            throws Exception {
        HubNode.Reply reply = cluster.node(1).call(method, path, token, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data();
    }

    private static int statusElsewhere(String token) throws Exception {
        return cluster.node(2).call("GET", "/integrations/api/webhooks", token, null).status();
    }

    /** Posts to another node until what it leads to is as it should be. */
    private static void awaitElsewhere(String webhook, Predicate<Call> asItShould) {
        AtomicInteger posted = new AtomicInteger();
        await().atMost(SOON)
                .until(
                        () -> {
                            int chat = posted.incrementAndGet();
                            String uid = "d-" + webhook + "-" + System.nanoTime();
                            cluster.node(2)
                                    .call(
                                            "POST",
                                            "/hooks/" + HubNode.SECRET,
                                            null,
                                            Load.event(chat, uid));
                            return cluster.receiver.taken(webhook).stream().anyMatch(asItShould);
                        });
    }

    private static boolean isSignedWith(String secret, Call call) {
        try {
            new Webhook(secret).verify(call.body(), call.headers());
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    // ---- what is checked

    private static void awaitAll(String webhook, List<Acknowledged> sent) {
        awaitAll(webhook, sent, PATIENCE);
    }

    private static void awaitAll(String webhook, List<Acknowledged> sent, Duration patience) {
        Set<String> uids = sent.stream().map(Acknowledged::uid).collect(Collectors.toSet());
        await().atMost(patience)
                .untilAsserted(
                        () -> {
                            Set<String> missing = new HashSet<>(uids);
                            cluster.receiver
                                    .taken(webhook)
                                    .forEach(call -> missing.remove(call.uid()));
                            assertThat(missing)
                                    .as("%s owes: %s", webhook, cluster.owed())
                                    .isEmpty();
                        });
    }

    private static void assertOnce(String webhook) {
        assertThat(cluster.receiver.taken(webhook))
                .as(webhook)
                .extracting(Call::eventId)
                .doesNotHaveDuplicates();
    }

    /** What was answered before another was posted must come before that. */
    private static void assertInOrder(
            String webhook, List<Acknowledged> sent, Function<Acknowledged, String> line) {
        Map<String, Acknowledged> byUid =
                sent.stream().collect(Collectors.toMap(Acknowledged::uid, Function.identity()));
        Map<String, Acknowledged> latestPosted = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Call call : cluster.receiver.taken(webhook)) {
            Acknowledged one = byUid.get(call.uid());
            if (one == null || !seen.add(call.uid())) {
                continue; // not acknowledged, or repeated
            }
            Acknowledged latest = latestPosted.get(line.apply(one));
            assertThat(latest == null || latest.posted() < one.answered())
                    .as("%s: %s came after %s", webhook, one, latest)
                    .isTrue();
            if (latest == null || latest.posted() < one.posted()) {
                latestPosted.put(line.apply(one), one);
            }
        }
    }

    private static void assertRepeatsOnlyWhatWasInFlight(String webhook, long killed) {
        Map<String, Call> first = new HashMap<>();
        for (Call call : cluster.receiver.taken(webhook)) {
            Call before = first.putIfAbsent(call.uid(), call);
            if (before != null) {
                assertThat(call.eventId()).isEqualTo(before.eventId());
                assertThat(before.nanos())
                        .as("%s was repeated, and in flight when the node was killed", call.uid())
                        .isBetween(
                                killed - TimeUnit.SECONDS.toNanos(3),
                                killed + TimeUnit.SECONDS.toNanos(3));
            }
        }
    }
}

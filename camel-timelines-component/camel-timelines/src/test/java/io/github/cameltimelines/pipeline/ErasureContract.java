package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.erasure.Erasure;
import io.github.cameltimelines.erasure.Subject;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is erased is nowhere any more, comes nowhere any more, and nothing else is touched. */
abstract class ErasureContract extends ErasureFixture {

    @Test
    void an_erased_chat_is_in_no_table_and_the_others_are_untouched() throws Exception {
        Workspace foreign = foreign();
        Subscription failing = subscription("failing", "message:*", Ordering.CHAT);
        Subscription given = subscription("given", "message:*", Ordering.NONE);
        Subscription good = subscription("good", "message:*", Ordering.CHAT);
        subscription("unserved", "message:*", Ordering.CHAT);
        pipeline.outbox().serve(failing, to((a, to) -> to.accept(echoing(false, a)), "1h"));
        pipeline.outbox().serve(given, to((a, to) -> to.accept(echoing(false, a)), "none"));
        pipeline.outbox().serve(good, to(this::take, "1s"));
        for (int message = 0; message < 5; message++) {
            post(from(4711, PHONE, "a" + message, TEXT)).get();
            post(from(4712, "+34600333444", "b" + message, OTHER)).get();
        }
        postTo(foreign, from(4711, PHONE, "c", "theirs"));
        await().atMost(PATIENCE).until(() -> arrived.size() >= 10);
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
        assertThat(dump()).contains(TEXT, PHONE, OTHER);

        Erasure done = erase(Subject.chat("4711"));

        String dump = dump();
        assertThat(dump).doesNotContain(TEXT);
        assertThat(dump.lines().filter(line -> line.contains(DIGITS)))
                .as("of the other workspace only")
                .hasSize(1)
                .allMatch(line -> line.contains("theirs"));
        assertThat(dump.lines().filter(line -> line.contains("\t4711\t"))).hasSize(1);
        assertThat(dump.lines().filter(line -> line.contains("4712\t{") && line.contains(OTHER)))
                .as("the other chat")
                .hasSize(5);
        assertThat(done.events()).isEqualTo(5);
        assertThat(done.deliveries()).isEqualTo(15);
        assertThat(done.attempts()).isGreaterThanOrEqualTo(11);
        assertThat(done.member()).isEqualTo("ana");
        assertThat(Subject.chat("4711").isOf(done.subjectHash())).isTrue();
        assertThat(Subject.chat("4712").isOf(done.subjectHash())).isFalse();
        assertThat(done.toString()).doesNotContain("4711");
        assertThat(post(from(4711, PHONE, "a1", TEXT)).get())
                .as("repeated by upstream")
                .isInstanceOf(Acceptance.Duplicate.class);
        assertThat(dump()).doesNotContain(TEXT);
    }

    @Test
    void what_waits_for_its_turn_never_arrives_and_its_lane_goes_on() throws Exception {
        Map<String, Consumer<Answer>> underWay = new ConcurrentHashMap<>();
        Subscription strict = subscription("strict", "message:*", Ordering.STRICT);
        pipeline.outbox()
                .serve(
                        strict,
                        to(
                                (attempt, answer) -> {
                                    arrived.add(attempt.event().messageUid());
                                    underWay.put(
                                            attempt.event().messageUid(),
                                            with -> answer.accept(echoing(true, attempt)));
                                },
                                "1s"));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            post(from(1, "+4912345678", "first" + System.nanoTime(), "x")).get();
                            return !arrived.isEmpty();
                        });
        String first = arrived.get(0);
        for (int message = 0; message < 3; message++) {
            post(from(4711, PHONE, "a" + message, TEXT)).get();
        }
        post(from(4712, "+34600333444", "b", OTHER)).get();

        erase(Subject.chat("4711"));
        assertThat(dump()).doesNotContain(TEXT);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            arrived.forEach(
                                    uid -> {
                                        Consumer<Answer> answer = underWay.remove(uid);
                                        if (answer != null) {
                                            answer.accept(null);
                                        }
                                    });
                            return arrived.contains("b");
                        });

        assertThat(arrived).doesNotContain("a0", "a1", "a2").startsWith(first);
    }

    @Test
    void an_attempt_under_way_may_finish_and_what_is_answered_to_it_is_not_kept() throws Exception {
        CompletableFuture<Consumer<Answer>> underWay = new CompletableFuture<>();
        CompletableFuture<Attempt> attempt = new CompletableFuture<>();
        Subscription slow = subscription("slow", "message:*", Ordering.CHAT);
        pipeline.outbox()
                .serve(
                        slow,
                        to(
                                (begun, answer) -> {
                                    attempt.complete(begun);
                                    underWay.complete(answer);
                                },
                                "1h"));
        post(from(4711, PHONE, "a", TEXT)).get();
        Consumer<Answer> answer = underWay.get();

        erase(Subject.chat("4711"));
        answer.accept(echoing(false, attempt.get()));

        await().atMost(PATIENCE).until(() -> owed() == 0);
        assertThat(dump()).contains("erased").doesNotContain(TEXT, DIGITS);
    }

    @Test
    void a_phone_is_found_wherever_an_event_names_it_and_its_chats_go_with_it() throws Exception {
        Subscription good = subscription("good", "*", Ordering.CHAT);
        pipeline.outbox().serve(good, to(this::take, "1s"));
        String account = "'whatsapp_account':{'phone':'+34600999888'}";
        List<byte[]> hers =
                List.of(
                        from(4711, DIGITS, "a", TEXT),
                        json(
                                "{'event_type':'waba:chat:closed','chat':{'id':4711},'note':'no number in it'}"),
                        json(
                                "{'event_type':'message:received:new','chat':{'chat_id':99,'is_group':true},"
                                        + account
                                        + ",'message':{'text':'in a group','message_uid':'g1','sender':{'phone':'+34 600 111-222'}}}"),
                        json(
                                "{'event_type':'message:reaction','chat':{'chat_id':99,'chat_type':'group'},"
                                        + account
                                        + ",'reaction':{'message_uid':'g2','action':'set','emoji':'x','timestamp':'t',"
                                        + "'reactor':{'full_name':'Ana','phone':'34600111222'}}}"),
                        json(
                                "{'event_type':'call:incoming:missed','chat':{'chat_id':99},"
                                        + account
                                        + ",'call_details':{'message_uid':'k','caller':{'phone':'+34600111222'}}}"),
                        json(
                                "{'event_type':'chat:new','chat':{'id':98,'is_group':true,'name':'Club',"
                                        + "'group_members':[{'name':'Ana','phone':'+34600111222'}]}}"),
                        json(
                                "{'event_type':'chat:new','chat':{'id':97,'name':'Ana','jid':'34600111222@s.whatsapp.net'}}"),
                        json(
                                "{'event_type':'message:received:new','data':{'chat_id':96,'message_uid':'d',"
                                        + "'sender_phone':'+34600111222','text':'Hi'}}"));
        for (byte[] event : hers) {
            assertThat(post(event).get()).isInstanceOf(Acceptance.Stored.class);
        }
        post(from(4712, "+34600333444", "b", OTHER)).get();
        post(json(
                        "{'event_type':'message:received:new','chat':{'chat_id':99,'is_group':true},"
                                + "'message':{'text':'another of the group','message_uid':'g9','sender':{'phone':'+34600333444'}}}"))
                .get();
        await().atMost(PATIENCE).until(() -> arrived.size() == 10);

        Erasure done = erase(Subject.phone(PHONE));

        assertThat(done.events()).isEqualTo(hers.size());
        assertThat(dump())
                .doesNotContain(
                        DIGITS, PHONE, "600 111-222", TEXT, "no number in it", "in a group'")
                .contains(OTHER, "another of the group");
        assertThat(Subject.phone("+34 600 111 222").isOf(done.subjectHash())).isTrue();
        assertThat(erase(Subject.phone("+34600999888")).events())
                .as("the workspace's own number")
                .isZero();
    }

    @Test
    void an_erasure_goes_on_after_a_restart() throws Exception {
        for (int message = 0; message < 700; message++) {
            post(from(4711, PHONE, "a" + message, TEXT));
        }
        post(from(4712, "+34600333444", "b", OTHER)).get();
        Erasure asked = pipeline.erasures().ask(1, "ana", Subject.phone(PHONE));
        pipeline.close();
        pipeline = start();

        done(asked);

        assertThat(pipeline.erasures().byId(asked.id()).orElseThrow().events()).isEqualTo(700);
        assertThat(dump()).doesNotContain(TEXT, DIGITS).contains(OTHER);
        assertThat(pipeline.erasures().ofWorkspace(1, 10)).hasSize(1);
        assertThat(pipeline.erasures().ofWorkspace(2, 10)).isEmpty();
    }

    @Test
    void what_is_owed_to_many_is_dropped_before_it_is_fanned_out_or_after() throws Exception {
        for (int number = 0; number < 80; number++) {
            subscription("many" + number, "message:*", Ordering.CHAT);
        }
        Subscription good = subscription("zgood", "message:*", Ordering.CHAT);
        post(from(4711, PHONE, "a", TEXT)).get();
        erase(Subject.chat("4711"));
        pipeline.outbox().serve(good, to(this::take, "1s"));
        post(from(4711, PHONE, "new", "after it")).get();

        await().atMost(PATIENCE).until(() -> !arrived.isEmpty());
        assertThat(arrived).containsExactly("new");
        assertThat(dump()).doesNotContain(TEXT).contains("after it");
    }
}

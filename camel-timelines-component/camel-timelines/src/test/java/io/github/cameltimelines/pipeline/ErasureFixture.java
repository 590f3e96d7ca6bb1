package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.erasure.Erasure;
import io.github.cameltimelines.erasure.Subject;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A customer with a phone and a chat, who is to be erased, and the ledger as text. */
abstract class ErasureFixture extends PipelineFixture {

    static final String PHONE = "+34600111222";
    static final String DIGITS = "34600111222";
    static final String TEXT = "my doctor said";
    static final String OTHER = "is it open";

    final List<String> arrived = new CopyOnWriteArrayList<>();

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** A message of a direct chat. */
    static byte[] from(int chat, String phone, String uid, String text) {
        return json(
                ("{'event_type':'message:received:new','chat':{'chat_id':%d,'is_group':false,'phone':'%s'},"
                                + "'whatsapp_account':{'phone':'+34600999888'},'message':{'text':'%s',"
                                + "'direction':'received','message_uid':'%s','sender':{'phone':'%s'},"
                                + "'recipient':{'phone':'+34600999888'}}}")
                        .formatted(chat, phone, text, uid, phone));
    }

    static Answer echoing(boolean delivered, Attempt attempt) {
        String body = new String(attempt.event().body(), StandardCharsets.UTF_8);
        return new Answer(
                delivered,
                delivered ? 200 : 302,
                delivered ? null : "HTTP 302, Location: /?" + body,
                Duration.ZERO,
                "I got " + body,
                null);
    }

    void take(Attempt attempt, Consumer<Answer> answer) {
        arrived.add(attempt.event().messageUid());
        answer.accept(echoing(true, attempt));
    }

    Erasure erase(Subject subject) {
        return done(pipeline.erasures().ask(1, "ana", subject));
    }

    Erasure done(Erasure erasure) {
        return await().atMost(PATIENCE)
                .until(() -> pipeline.erasures().byId(erasure.id()).orElseThrow(), Erasure::isDone);
    }

    String dump() throws SQLException {
        return TableDump.of(pipeline.ledger().dataSource());
    }

    /** Another workspace than the first. */
    Workspace foreign() {
        return pipeline.workspaces()
                .edit(edits -> edits.create(new Workspace(0, "other", null, null, null)));
    }

    void postTo(Workspace workspace, byte[] body) throws Exception {
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        pipeline.inbox().accept(body, workspace.id(), workspace.name(), answer::complete);
        assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
    }
}

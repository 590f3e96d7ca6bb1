package io.github.cameltimelines.hub.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.erasure.Erasure;
import io.github.cameltimelines.erasure.Erasures;
import io.github.cameltimelines.erasure.Subject;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Erases what is kept of a customer of the caller's workspace. No answer tells whose data it was;
 * the admin sees the erasures of all workspaces.
 */
final class ErasuresApi {

    /** Erasures that are listed, the newest of them. */
    private static final int MAX = 1_000;

    private static final int PHONE_MAX = 40;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record View(
            int id,
            @JsonProperty("workspace_id") int workspaceId,
            String state,
            String member,
            @JsonProperty("asked_at") String askedAt,
            String kind,
            @JsonProperty("subject_hash") String subjectHash,
            int events,
            int deliveries,
            int attempts,
            @JsonProperty("done_at") String doneAt) {

        static View of(Erasure erasure) {
            return new View(
                    erasure.id(),
                    erasure.workspaceId(),
                    erasure.isDone() ? "done" : "running",
                    erasure.member(),
                    erasure.askedAt().toString(),
                    erasure.kind().name().toLowerCase(Locale.ROOT),
                    erasure.subjectHash(),
                    erasure.events(),
                    erasure.deliveries(),
                    erasure.attempts(),
                    erasure.isDone() ? erasure.doneAt().toString() : null);
        }
    }

    private final Supplier<Erasures> erasures;
    private final Callers callers;

    ErasuresApi(Supplier<Erasures> erasures, Callers callers) {
        this.erasures = erasures;
        this.callers = callers;
    }

    void ask(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Subject subject = subject(ApiBody.object(exchange));
        ApiAnswers.accepted(
                exchange,
                View.of(erasures.get().ask(caller.workspace().id(), caller.member(), subject)));
    }

    private static Subject subject(ObjectNode body) {
        if (body.hasNonNull("chat_id") == body.hasNonNull("phone")) {
            throw ApiProblem.badRequest("Name either a chat_id or a phone");
        }
        FieldReader fields = new FieldReader(body);
        AtomicReference<Subject> subject = new AtomicReference<>();
        fields.node("chat_id", id -> chat(id).ifPresent(subject::set));
        if (body.hasNonNull("phone")) {
            fields.text("phone", PHONE_MAX, phone -> subject.set(Subject.phone(phone)));
        }
        fields.finish();
        return subject.get();
    }

    /** A number, as TimelinesAI has it, or a text. */
    private static Optional<Subject> chat(JsonNode id) {
        if (id.isNull()) {
            return Optional.empty();
        }
        if (!id.isTextual() && !id.isIntegralNumber()) {
            throw new IllegalArgumentException("must be the id of a chat, as in 4711");
        }
        return Optional.of(Subject.chat(id.asText()));
    }

    void list(Exchange exchange) {
        List<Erasure> latest =
                callers.requireAny(exchange)
                        .map(caller -> erasures.get().ofWorkspace(caller.workspace().id(), MAX))
                        .orElseGet(() -> erasures.get().latest(MAX));
        ApiAnswers.ok(exchange, latest.stream().map(View::of).toList());
    }

    void get(Exchange exchange) {
        Optional<Caller> caller = callers.requireAny(exchange);
        int id = CallPath.id(exchange);
        ApiAnswers.ok(
                exchange,
                erasures.get()
                        .byId(id)
                        .filter(
                                one ->
                                        caller.isEmpty()
                                                || caller.get().workspace().id()
                                                        == one.workspaceId())
                        .map(View::of)
                        .orElseThrow(() -> ApiProblem.notFound("Erasure " + id + " not found")));
    }
}

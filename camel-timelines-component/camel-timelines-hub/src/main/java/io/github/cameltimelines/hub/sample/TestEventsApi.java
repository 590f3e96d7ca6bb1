package io.github.cameltimelines.hub.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.Accepting;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.subscription.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Sends an event to one webhook and to nobody else, to try what it does with it; and shows an
 * example of what can be sent. Thread-safe.
 */
final class TestEventsApi {

    static final String TEST = "/test";

    private static final int TYPE_MAX = 128;
    private static final JsonMapper JSON = TimelinesJson.builder().build();

    /** What was sent. */
    private record Sent(
            @JsonProperty("event_id") String eventId,
            @JsonProperty("delivery_id") String deliveryId) {}

    private record Answer(Acceptance acceptance, long deliveryId) {}

    /** What is to be sent: an example of a type, or what the caller wrote. */
    private final class Wish {
        private byte[] event;

        Wish(FieldReader fields) {
            if (fields.hasAny("payload")) {
                if (fields.hasAny("event_type")) {
                    fields.wrong("event_type", "stands in the payload; give one of the two");
                }
                fields.node("payload", this::payload);
            } else {
                fields.require("event_type");
            }
            fields.text("event_type", TYPE_MAX, type -> event = examples.of(type));
            fields.finishStrictly();
        }

        private void payload(JsonNode payload) {
            if (!payload.isObject()) {
                throw new IllegalArgumentException("must be a JSON object");
            }
            try {
                event = JSON.writeValueAsBytes(payload);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("what was read can be written", e);
            }
        }
    }

    private final TimelinesComponent component;
    private final Callers callers;
    private final SampleEvents examples;

    TestEventsApi(TimelinesComponent component, Callers callers, SampleEvents examples) {
        this.component = component;
        this.callers = callers;
        this.examples = examples;
    }

    void example(Exchange exchange) throws IOException {
        callers.require(exchange);
        FieldReader query = CallPath.query(exchange);
        byte[][] example = new byte[1][];
        query.require("event_type");
        query.text("event_type", TYPE_MAX, type -> example[0] = examples.of(type));
        query.finishStrictly();
        ApiAnswers.ok(exchange, JSON.readTree(example[0]));
    }

    void test(Exchange exchange) throws Exception {
        Caller caller = callers.require(exchange);
        Subscription to = webhook(caller, CallPath.idBefore(exchange, TEST));
        Wish wish = new Wish(new FieldReader(ApiBody.object(exchange)));
        if (!to.enabled()) {
            throw ApiProblem.of(
                    409, "conflict", "Webhook " + to.id() + " is disabled; enable it first");
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        component
                .pipeline()
                .inbox()
                .acceptFor(
                        to,
                        wish.event,
                        caller.workspace().name(),
                        (acceptance, id) -> answer.complete(new Answer(acceptance, id)));
        Answer made = Accepting.await(answer);
        if (made.acceptance() instanceof Acceptance.Malformed malformed) {
            throw ApiProblem.field("payload", malformed.reason().replaceFirst("^body ", ""));
        }
        ApiAnswers.ok(
                exchange,
                new Sent(
                        Accepting.id(made.acceptance()),
                        IdForm.DELIVERY.format(made.deliveryId())));
    }

    private Subscription webhook(Caller caller, int id) {
        Subscription to = component.pipeline().subscriptions().byId(id);
        if (to == null || !to.isHttp() || to.workspaceId() != caller.workspace().id()) {
            throw ApiProblem.notFound("Webhook " + id + " not found");
        }
        return to;
    }
}

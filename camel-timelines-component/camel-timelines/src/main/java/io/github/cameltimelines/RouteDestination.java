package io.github.cameltimelines;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.model.Event;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to a route: delivered when the route ends without an exception. */
final class RouteDestination implements Destination {

    private static final Logger LOG = LoggerFactory.getLogger(RouteDestination.class);

    private final ServedRoute.Exchanges exchanges;
    private final AsyncProcessor route;

    RouteDestination(ServedRoute.Exchanges exchanges, AsyncProcessor route) {
        this.exchanges = exchanges;
        this.route = route;
    }

    @Override
    public void deliver(Attempt attempt, Consumer<Answer> answer) {
        long began = System.nanoTime();
        Exchange exchange = exchanges.create();
        try {
            fill(exchange.getMessage(), attempt);
            route.process(exchange, doneSync -> ended(exchange, attempt, began, answer));
        } catch (RuntimeException e) {
            exchange.setException(e);
            ended(exchange, attempt, began, answer);
        }
    }

    private void ended(Exchange exchange, Attempt attempt, long began, Consumer<Answer> answer) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Exception failure = exchange.getException();
        boolean rolledBack = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        exchanges.release(exchange);
        if (failure == null && !rolledBack) {
            answer.accept(Answer.delivered(took));
            return;
        }
        // The exception's message may quote the payload: it goes into the ledger, not into the log.
        String kind = failure == null ? "rolled back" : failure.getClass().getName();
        LOG.warn(
                "route failed: event={} type={} attempt={} tookMs={} failure={}",
                attempt.event().id(),
                attempt.event().type(),
                attempt.number(),
                took.toMillis(),
                kind);
        String error =
                failure == null || failure.getMessage() == null
                        ? kind
                        : kind + ": " + failure.getMessage();
        answer.accept(Answer.failed(error, took));
    }

    private static void fill(Message message, Attempt attempt) {
        Event event = attempt.event();
        message.setBody(event);
        message.setHeader(TimelinesConstants.EVENT_TYPE, event.type());
        message.setHeader(TimelinesConstants.EVENT_ID, event.id());
        set(message, TimelinesConstants.CHAT_ID, event.chatId());
        set(message, TimelinesConstants.MESSAGE_UID, event.messageUid());
        set(message, TimelinesConstants.ACCOUNT_PHONE, event.accountPhone());
        set(message, TimelinesConstants.DIRECTION, event.direction());
        set(message, TimelinesConstants.ORIGIN, event.origin());
        message.setHeader(TimelinesConstants.ATTEMPT, attempt.number());
        message.setHeader(TimelinesConstants.RECEIVED_AT, event.receivedAt());
        message.setHeader(TimelinesConstants.WORKSPACE_ID, event.workspaceId());
        message.setHeader(Exchange.MESSAGE_TIMESTAMP, event.receivedAt().toEpochMilli());
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}

package io.github.cameltimelines;

import io.github.cameltimelines.api.Arguments;
import io.github.cameltimelines.api.Operation;
import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Page;
import io.github.cameltimelines.model.SentMessage;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Makes one call for each exchange and puts its typed answer into the message body. Asynchronous:
 * the calling thread is free while the call waits or is on the wire, but for transacted exchanges,
 * whose thread must not change.
 */
class TimelinesProducer extends DefaultAsyncProducer {

    private final TimelinesOperation operation;
    private CallArguments arguments;
    private TimelinesApi api;

    TimelinesProducer(TimelinesEndpoint endpoint, TimelinesOperation operation) {
        super(endpoint);
        this.operation = operation;
    }

    @Override
    public TimelinesEndpoint getEndpoint() {
        return (TimelinesEndpoint) super.getEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        arguments = CallArguments.of(operation, getEndpoint());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        api = getEndpoint().getComponent().api(getEndpoint().getConfiguration());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Arguments given = arguments.of(exchange);
            if (exchange.isTransacted()) {
                answer(exchange, given, callNow(operation.call(), given));
                callback.done(true);
                return true;
            }
            call(operation.call(), given)
                    .whenComplete(
                            (answer, failure) -> {
                                if (failure != null) {
                                    exchange.setException(unwrap(failure));
                                } else {
                                    answer(exchange, given, answer);
                                }
                                callback.done(false);
                            });
            return false;
        } catch (RuntimeException refused) {
            exchange.setException(refused);
            callback.done(true);
            return true;
        }
    }

    private CompletableFuture<?> call(Operation<?> call, Arguments given) {
        return allPages(call, given)
                ? api.iteratorAsync(paged(call), given)
                : api.callAsync(call, given);
    }

    private Object callNow(Operation<?> call, Arguments given) {
        return allPages(call, given) ? api.iterator(paged(call), given) : api.call(call, given);
    }

    private static boolean allPages(Operation<?> call, Arguments given) {
        return call.paged() && given.get("page") == null;
    }

    @SuppressWarnings("unchecked") // paged() says so
    private static Operation<Page<Object>> paged(Operation<?> call) {
        return (Operation<Page<Object>>) call;
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof java.util.concurrent.CompletionException
                        && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static void answer(Exchange exchange, Arguments given, Object answer) {
        Message message = exchange.getMessage();
        message.setBody(answer);
        if (answer instanceof SentMessage sent) {
            set(message, TimelinesConstants.MESSAGE_UID, sent.messageUid());
        } else if (answer instanceof ChatMessage found) {
            set(message, TimelinesConstants.MESSAGE_UID, found.uid());
            set(message, TimelinesConstants.CHAT_ID, found.chatId());
        } else if (answer instanceof Chat chat) {
            set(message, TimelinesConstants.CHAT_ID, chat.id());
        } else if (answer instanceof Page<?> page) {
            set(message, TimelinesConstants.HAS_MORE_PAGES, page.hasMorePages());
        }
        set(message, TimelinesConstants.CHAT_ID, given.get("chatId"));
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value instanceof Number ? value.toString() : value);
        }
    }
}

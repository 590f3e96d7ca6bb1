package io.github.cameltimelines.api;

import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Page;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * All items of a listing, asking for the next page when it gets there. Paging of message histories
 * by {@code page} is used by everybody but is not in the specification: if a page repeats the one
 * before it, the parameter was ignored, and the iteration goes on from the last message by its uid.
 * Where that is not possible it ends, rather than go round for ever. Not thread-safe.
 */
final class PageIterator<T> implements Iterator<T> {

    private final TimelinesApi api;
    private final Operation<Page<T>> operation;
    private Arguments arguments;
    private boolean byUid;
    private List<T> items = List.of();
    private int index;
    private boolean more = true;
    private int page;

    PageIterator(TimelinesApi api, Operation<Page<T>> operation, Arguments arguments) {
        this.api = api;
        this.operation = operation;
        this.arguments = arguments;
        this.page =
                arguments.get("page") == null
                        ? 1
                        : Integer.parseInt(arguments.get("page").toString());
    }

    @Override
    public boolean hasNext() {
        while (index >= items.size() && more) {
            turn();
        }
        return index < items.size();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.get(index++);
    }

    Arguments nextArguments() {
        return byUid ? arguments : arguments.and("page", page);
    }

    /** Takes a page that was asked for elsewhere as the first one. */
    Iterator<T> startWith(Page<T> first) {
        take(first);
        return this;
    }

    private void turn() {
        take(api.call(operation, nextArguments()));
    }

    private void take(Page<T> next) {
        boolean repeated = !next.items().isEmpty() && next.items().equals(items);
        if (repeated) {
            Optional<Arguments> fromLast = byUid ? Optional.empty() : fromLastMessage();
            byUid = fromLast.isPresent();
            arguments = fromLast.orElse(arguments);
            more = byUid;
            return;
        }
        page++;
        items = next.items();
        index = 0;
        more = next.hasMorePages() && !items.isEmpty();
        if (byUid) {
            arguments = fromLastMessage().orElse(arguments);
        }
    }

    private Optional<Arguments> fromLastMessage() {
        if (items.isEmpty()
                || operation.parameter("before_message").isEmpty()
                || !(items.get(items.size() - 1) instanceof ChatMessage last)
                || last.uid() == null) {
            return Optional.empty();
        }
        boolean ascending = "asc".equals(String.valueOf(arguments.get("sortingOrder")));
        return Optional.of(arguments.and(ascending ? "afterMessage" : "beforeMessage", last.uid()));
    }
}

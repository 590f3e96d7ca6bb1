package io.github.cameltimelines.model;

import java.util.List;

/**
 * One page of a listing; TimelinesAI gives 50 items each and neither a total nor a cursor.
 *
 * @param items never null
 * @param hasMorePages whether asking for {@code number + 1} gives more
 * @param number from 1
 */
public record Page<T>(List<T> items, boolean hasMorePages, int number) {

    public Page {
        items = items == null ? List.of() : List.copyOf(items);
    }
}

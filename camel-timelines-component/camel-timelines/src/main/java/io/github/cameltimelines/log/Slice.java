package io.github.cameltimelines.log;

import java.util.List;

/**
 * A page of what is listed newest first.
 *
 * @param items may be fewer than asked for, even none, though there are more: a page reads no more
 *     than {@link DeliveryHistory#SCAN_MAX} rows
 * @param next what to ask for as {@code before}; null at the end
 */
public record Slice<T>(List<T> items, Long next) {}

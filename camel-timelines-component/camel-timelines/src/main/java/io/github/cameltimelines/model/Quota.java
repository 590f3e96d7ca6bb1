package io.github.cameltimelines.model;

import java.time.OffsetDateTime;

/** How much of a plan's allowance is used. */
@WireRecord
public record Quota(
        Long total,
        Long used,
        @WireTime OffsetDateTime periodStart,
        @WireTime OffsetDateTime periodEnd) {}

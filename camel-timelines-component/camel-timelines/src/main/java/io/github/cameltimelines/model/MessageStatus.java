package io.github.cameltimelines.model;

import java.time.OffsetDateTime;

/**
 * One step of a message on its way; the history is empty just after sending.
 *
 * @param status e.g. {@code Sending, Sent, Delivered, Read, Failed, Pending}, in any case
 * @param failureReason only of failed ones
 */
@WireRecord
public record MessageStatus(
        String status, @WireTime OffsetDateTime timestamp, FailureReason failureReason) {}

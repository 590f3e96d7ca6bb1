package io.github.cameltimelines.model;

/**
 * Why a message was not delivered; at present only for WhatsApp Business API numbers.
 *
 * @param code Meta's error code, e.g. 131047; null where TimelinesAI writes an empty text
 */
@WireRecord
public record FailureReason(Integer code, String title, String details) {}

package io.github.cameltimelines.model;

/**
 * The receipt of a send: TimelinesAI has queued the message. Whether it arrived stands in the
 * status history of the message.
 *
 * @param messageUid of the message, note or reaction's message
 */
@WireRecord
public record SentMessage(String messageUid) {}

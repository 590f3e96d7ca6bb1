package io.github.cameltimelines.model;

/**
 * A message on a WhatsApp Business (Cloud API) number, or the next step of its delivery ({@code
 * waba:message:…}). Every component may be null. Immutable.
 *
 * @param message the message; {@link ChatMessage#failureReason()} only if it failed
 * @param chat with id, business account, whether it is closed, and the 24-hour service window
 * @param account the business number
 */
@WireRecord
public record WabaMessage(ChatMessage message, Chat chat, WabaAccount account) {}

package io.github.cameltimelines.emulator;

/**
 * The shape of the webhook bodies. TimelinesAI documents two (fact sheet §5, discrepancy 1); the
 * default is {@link #TIMELINES_V2}, what its webhook specification and captured events show.
 */
public enum Envelope {
    /** Top-level {@code chat}, {@code message}, {@code whatsapp_account} (webhook_spec 2.0.0). */
    TIMELINES_V2,

    /**
     * Everything below {@code data}: {@code data.chat_id}, {@code data.text}, … as in the older
     * guide "Webhooks". With it, {@code chat:created} is an event type too.
     */
    SEED
}

package io.github.cameltimelines.ledger;

/**
 * The public form of an event's id, {@link IdForm#EVENT}. The id is the same on every attempt,
 * after every restart, and never given to another event.
 */
public final class EventIds {

    private EventIds() {}

    public static String format(long id) {
        return IdForm.EVENT.format(id);
    }

    /**
     * The number behind a public id.
     *
     * @throws IllegalArgumentException if the text is not an event id
     */
    public static long parse(String text) {
        return IdForm.EVENT.parse(text);
    }
}

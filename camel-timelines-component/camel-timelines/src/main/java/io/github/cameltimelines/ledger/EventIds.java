package io.github.cameltimelines.ledger;

/**
 * The public form of an event's id: {@code evt_} and 13 characters of Crockford's base 32, which
 * sort as the numbers do. The id is the same on every attempt, after every restart, and never given
 * to another event.
 */
public final class EventIds {

    private static final String PREFIX = "evt_";
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 13; // 13 x 5 bits hold 63

    private EventIds() {}

    public static String format(long id) {
        char[] text = new char[PREFIX.length() + LENGTH];
        PREFIX.getChars(0, PREFIX.length(), text, 0);
        long rest = id;
        for (int at = text.length - 1; at >= PREFIX.length(); at--) {
            text[at] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(text);
    }

    /**
     * The number behind a public id.
     *
     * @throws IllegalArgumentException if the text is not an event id
     */
    public static long parse(String text) {
        if (text == null || text.length() != PREFIX.length() + LENGTH || !text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not an event id; one looks like evt_0123456789abc");
        }
        long id = 0;
        for (int at = PREFIX.length(); at < text.length(); at++) {
            int digit = new String(DIGITS).indexOf(text.charAt(at));
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "not an event id; one looks like evt_0123456789abc");
            }
            id = id << 5 | digit;
        }
        return id;
    }
}

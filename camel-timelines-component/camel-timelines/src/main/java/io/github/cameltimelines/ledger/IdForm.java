package io.github.cameltimelines.ledger;

/**
 * The public forms of ids: a prefix that says of what, and 13 characters of Crockford's base 32,
 * which sort as the numbers do.
 */
public enum IdForm {
    EVENT("evt_", "an event id"),
    DELIVERY("dlv_", "a delivery id"),
    REPLAY("rpl_", "a replay id"),
    /** Where a page of a list ends. */
    CURSOR("cur_", "a cursor");

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13; // 13 x 5 bits hold 63

    private final String prefix;
    private final String what;

    IdForm(String prefix, String what) {
        this.prefix = prefix;
        this.what = what;
    }

    public String format(long id) {
        char[] text = new char[prefix.length() + LENGTH];
        prefix.getChars(0, prefix.length(), text, 0);
        long rest = id;
        for (int at = text.length - 1; at >= prefix.length(); at--) {
            text[at] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }

    /**
     * The number behind a public id.
     *
     * @throws IllegalArgumentException if the text is not of this form
     */
    public long parse(String text) {
        if (text == null || text.length() != prefix.length() + LENGTH || !text.startsWith(prefix)) {
            throw wrong();
        }
        long id = 0;
        for (int at = prefix.length(); at < text.length(); at++) {
            int digit = DIGITS.indexOf(text.charAt(at));
            if (digit < 0 || id >>> 58 != 0) {
                throw wrong();
            }
            id = id << 5 | digit;
        }
        return id;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "not " + what + "; one looks like " + prefix + "0123456789abc");
    }
}

package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of addresses, as in {@code 10.0.0.0/8} or {@code fd00::/8}. Immutable. */
record Cidr(InetAddress first, int prefix) {

    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /**
     * Reads one block, strictly: what is nearly a block is more likely a mistake than a wish.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw wrong(text, "has no prefix length; a single address ends in /32 or /128");
        }
        InetAddress first =
                HostName.literal(text.substring(0, slash))
                        .orElseThrow(() -> wrong(text, "does not begin with an IP address"));
        String length = text.substring(slash + 1);
        int bits = first.getAddress().length * 8;
        if (!PREFIX.matcher(length).matches() || Integer.parseInt(length) > bits) {
            throw wrong(text, "has a prefix length that is not a number from 0 to " + bits);
        }
        if (text.indexOf(':') >= 0 && bits == 32) {
            throw wrong(text, "is an IPv4 block in IPv6 notation; write it as IPv4");
        }
        Cidr block = new Cidr(first, Integer.parseInt(length));
        if (!block.masked().equals(first)) {
            throw wrong(
                    text,
                    "has bits set behind its prefix; the block is "
                            + block.masked().getHostAddress()
                            + "/"
                            + length);
        }
        return block;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("the block of addresses '" + text + "' " + what);
    }

    private InetAddress masked() {
        byte[] bytes = first.getAddress();
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix >> 3;
        for (int at = 0; at < whole; at++) {
            if (ours[at] != theirs[at]) {
                return false;
            }
        }
        int rest = prefix & 7;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xFF) >>> (8 - rest) == 0;
    }
}

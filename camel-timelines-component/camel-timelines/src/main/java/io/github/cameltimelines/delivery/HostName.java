package io.github.cameltimelines.delivery;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL, in the one form in which it is looked up, checked, dialled and named to the
 * server. Resolvers and browsers read {@code 127.1}, {@code 0x7f.1}, {@code 017700000001} and
 * {@code 2130706433} as addresses too, each in its own way: whatever ends in a number is refused
 * here unless it is four decimal numbers, so that no other reader can find another host in it.
 *
 * @param ascii lower case, internationalised names in Punycode, without the dot of the root and
 *     without brackets
 * @param literal the address, if the host is one; else null
 */
record HostName(String ascii, InetAddress literal) {

    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final Pattern IPV4 =
            Pattern.compile(
                    "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f]*:[0-9a-f:.]+");
    private static final int NAME_MAX = 253;

    /**
     * Reads the host as it stands in a URL.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static HostName of(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            String inner = host.substring(1, host.length() - 1).toLowerCase(Locale.ROOT);
            if (inner.indexOf('%') >= 0) {
                throw new IllegalArgumentException("the address has a zone id");
            }
            return literal(inner)
                    .filter(address -> inner.indexOf(':') >= 0)
                    .map(address -> new HostName(inner, address))
                    .orElseThrow(() -> new IllegalArgumentException("the IPv6 address is not one"));
        }
        String ascii = ascii(host);
        if (NUMBER.matcher(ascii).matches()) {
            return literal(ascii)
                    .map(address -> new HostName(ascii, address))
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "the host ends in a number and is not an IPv4 address of four"
                                                    + " decimal numbers"));
        }
        if (ascii.length() > NAME_MAX || !NAME.matcher(ascii).matches()) {
            throw new IllegalArgumentException("the host is not a name or an address");
        }
        return new HostName(ascii, null);
    }

    private static String ascii(String host) {
        try {
            String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (RuntimeException notAName) { // of IDN, which says little of what it throws
            throw new IllegalArgumentException("the host is not a name or an address");
        }
    }

    /** The address in that text, if it is one in its usual notation; never looks a name up. */
    static Optional<InetAddress> literal(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                String[] parts = text.split("\\.");
                byte[] bytes = new byte[4];
                for (int part = 0; part < 4; part++) {
                    bytes[part] = (byte) Integer.parseInt(parts[part]);
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            String lower = text.toLowerCase(Locale.ROOT);
            if (IPV6.matcher(lower).matches()) {
                return Optional.of(InetAddress.getByName('[' + lower + ']'));
            }
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** As it stands in a URL and in the header {@code Host}. */
    String inUrl() {
        return ascii.indexOf(':') >= 0 ? '[' + ascii + ']' : ascii;
    }
}

package io.github.cameltimelines.delivery;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Every way in which somebody might write an address into a URL. */
final class AddressNotations {

    /** IANA's special-purpose blocks and what clouds keep for themselves, as first and last. */
    static final List<String> NOT_PUBLIC_IPV4 =
            List.of(
                    "0.0.0.0-0.255.255.255",
                    "10.0.0.0-10.255.255.255",
                    "100.64.0.0-100.127.255.255",
                    "127.0.0.0-127.255.255.255",
                    "168.63.129.16-168.63.129.16",
                    "169.254.0.0-169.254.255.255",
                    "172.16.0.0-172.31.255.255",
                    "192.0.0.0-192.0.0.255",
                    "192.0.2.0-192.0.2.255",
                    "192.31.196.0-192.31.196.255",
                    "192.52.193.0-192.52.193.255",
                    "192.88.99.0-192.88.99.255",
                    "192.168.0.0-192.168.255.255",
                    "192.175.48.0-192.175.48.255",
                    "198.18.0.0-198.19.255.255",
                    "198.51.100.0-198.51.100.255",
                    "203.0.113.0-203.0.113.255",
                    "224.0.0.0-255.255.255.255");

    /** As hexadecimal numbers. */
    static final List<String> NOT_PUBLIC_IPV6 =
            List.of(
                    block("", "1"), // all below 2000::, with ::1, ::ffff:0:0/96, 64:ff9b::, 100::
                    block("20010000", "200101"), // 2001::/23 with Teredo
                    block("20010db8", "20010db8"),
                    block("2002", "2002"),
                    block("2620004f8000", "2620004f8000"),
                    block("3fff0", "3fff0"),
                    block("4", "fb"), // with 5f00::/16
                    block("fc", "fd"), // unique local
                    block("fe", "fe"), // with link-local and site-local
                    block("ff", "ff")); // multicast

    private AddressNotations() {}

    private static String block(String first, String last) {
        return (first + "0".repeat(32)).substring(0, 32)
                + "-"
                + (last + "f".repeat(32)).substring(0, 32);
    }

    static long number(String dotted) {
        long number = 0;
        for (String part : dotted.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    static String dotted(long ip) {
        return "%d.%d.%d.%d".formatted(ip >> 24, ip >> 16 & 255, ip >> 8 & 255, ip & 255);
    }

    static List<String> ofIpv4(long ip) {
        String dotted = dotted(ip);
        long a = ip >> 24;
        long b = ip >> 16 & 255;
        long c = ip >> 8 & 255;
        long d = ip & 255;
        String hex = "%04x:%04x".formatted(ip >> 16, ip & 0xFFFF);
        String inverted = "%04x:%04x".formatted(~ip >> 16 & 0xFFFF, ~ip & 0xFFFF);
        List<String> all =
                new ArrayList<>(
                        List.of(
                                dotted,
                                dotted + ".",
                                Long.toString(ip),
                                "0" + Long.toOctalString(ip),
                                "0x%x".formatted(ip),
                                "0X%X".formatted(ip),
                                "0%o.0%o.0%o.0%o".formatted(a, b, c, d),
                                "%04o.%03o.%03o.%03o".formatted(a, b, c, d),
                                "0x%x.0x%x.0x%x.0x%x".formatted(a, b, c, d),
                                "%d.0x%x.0%o.%d".formatted(a, b, c, d),
                                "%d.%d".formatted(a, ip & 0xFFFFFF),
                                "0x%x.%d".formatted(a, ip & 0xFFFFFF),
                                "%d.%d.%d".formatted(a, b, ip & 0xFFFF),
                                "%03d.%03d.%03d.%03d".formatted(a, b, c, d),
                                full(dotted, '\uFF10'),
                                dotted.replace('.', '\u3002'),
                                dotted.replace('.', '\uFF0E'),
                                dotted.replace("1", "%31").replace(".", "%2e"),
                                "user@" + dotted,
                                "example.com@" + dotted,
                                "[::ffff:" + dotted + "]",
                                "[::ffff:" + hex + "]",
                                "[::FFFF:" + hex.toUpperCase(Locale.ROOT) + "]",
                                "[0:0:0:0:0:ffff:" + hex + "]",
                                "[::" + dotted + "]",
                                "[::" + hex + "]",
                                "[::ffff:0:" + hex + "]",
                                "[64:ff9b::" + hex + "]",
                                "[64:ff9b::" + dotted + "]",
                                "[64:ff9b:1::" + hex + "]",
                                "[2002:" + hex + "::1]",
                                "[2001:0:4136:e378:8000:63bf:" + inverted + "]",
                                "[fe80::5efe:" + hex + "]"));
        return all;
    }

    private static String full(String digits, char zero) {
        return digits.chars()
                .map(c -> c >= '0' && c <= '9' ? c - '0' + zero : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static List<String> ofIpv6(BigInteger ip) {
        String hex = "%032x".formatted(ip);
        List<String> groups =
                IntStream.range(0, 8).mapToObj(i -> hex.substring(4 * i, 4 * i + 4)).toList();
        String whole = String.join(":", groups);
        String shorter =
                String.join(
                        ":",
                        groups.stream()
                                .map(g -> Integer.toHexString(Integer.parseInt(g, 16)))
                                .toList());
        String tail =
                String.join(":", groups.subList(0, 6))
                        + ":"
                        + dotted(ip.and(BigInteger.valueOf(0xFFFFFFFFL)).longValue());
        return List.of(
                "[" + whole + "]",
                "[" + whole.toUpperCase(Locale.ROOT) + "]",
                "[" + shorter + "]",
                "[" + shorter.replaceFirst("(^|:)0(:0)+(:|$)", "::") + "]",
                "[" + tail + "]",
                "[" + whole + "%eth0]",
                "[" + whole + "%25eth0]",
                "[" + whole + "%251]");
    }
}

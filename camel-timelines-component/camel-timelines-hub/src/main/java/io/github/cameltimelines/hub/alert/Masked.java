package io.github.cameltimelines.hub.alert;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Texts as they may stand in a mail. Of a URL host and first part of the path are shown: its query
 * and the rest of its path are often what gives the right to call it.
 */
final class Masked {

    private static final Pattern URL = Pattern.compile("(?i)\\bhttps?://[^\\s\"'<>]+");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"]+@[^\\s<>\"]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
    private static final Pattern DIRECTION = // an order in which it would read differently
            Pattern.compile("[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private Masked() {}

    static String url(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        int second = path.indexOf('/', 1);
        boolean cut = second > 0 && second < path.length() - 1;
        return url.getScheme()
                + "://"
                + host(url)
                + (cut ? path.substring(0, second) + "/…" : path)
                + (url.getRawQuery() == null ? "" : "?…");
    }

    static String host(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** One line without URLs and mail addresses. */
    static String words(String text, int max) {
        return line(
                ADDRESS.matcher(URL.matcher(text).replaceAll("(a URL)")).replaceAll("(an address)"),
                max);
    }

    /** One line: what is to stand in a header must not begin another. */
    static String line(String text, int max) {
        String line =
                DIRECTION.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("").strip();
        if (line.length() <= max) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(max - 2)) ? max - 2 : max - 1;
        return line.substring(0, end) + "…";
    }
}

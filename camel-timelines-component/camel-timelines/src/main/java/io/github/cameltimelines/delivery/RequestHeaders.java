package io.github.cameltimelines.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/** The headers that a subscription adds to its deliveries, checked. Pure. */
final class RequestHeaders {

    /** Ours, those of one connection only, and those that would change how we read the answer. */
    private static final Set<String> NOT_THEIRS =
            Set.of(
                    "host",
                    "content-length",
                    "content-type",
                    "content-encoding",
                    "user-agent",
                    "accept-encoding",
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "expect");

    private static final List<String> PREFIXES_NOT_THEIRS =
            List.of("webhook-", "timelines-", "proxy-");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110
    private static final Pattern VALUE = Pattern.compile("([!-~]([ -~\\t]*[!-~])?)?");
    private static final int SIZE_MAX = 8 * 1024; // what many servers take for all headers

    private RequestHeaders() {}

    /**
     * @throws IllegalArgumentException naming the header that cannot be sent; without its value,
     *     which may be a token
     */
    static List<Header> of(Map<String, String> headers) {
        List<Header> checked = new ArrayList<>();
        int size = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "headers: '" + name + "' is not a header's name");
            }
            if (NOT_THEIRS.contains(lower)
                    || PREFIXES_NOT_THEIRS.stream().anyMatch(lower::startsWith)) {
                throw new IllegalArgumentException(
                        "headers: '" + name + "' is set by the delivery itself");
            }
            if (!VALUE.matcher(header.getValue()).matches()) {
                throw new IllegalArgumentException(
                        "headers: the value of '" + name + "' is not printable ASCII");
            }
            size += name.length() + header.getValue().length();
            checked.add(new BasicHeader(name, header.getValue()));
        }
        if (size > SIZE_MAX) {
            throw new IllegalArgumentException("headers: more than " + SIZE_MAX + " bytes in all");
        }
        return checked;
    }

    /**
     * A text that came from outside, as it can stand in a header: TimelinesAI adds event types
     * without notice.
     */
    static String printable(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || text.charAt(at) > '~') {
                return text.replaceAll("[^!-~]", "?");
            }
        }
        return text;
    }
}

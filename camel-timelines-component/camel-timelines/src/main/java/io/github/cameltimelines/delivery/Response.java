package io.github.cameltimelines.delivery;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** What has come of an answer so far. Of its body the beginning is kept, as it is: not unpacked. */
final class Response {

    /** More of an answer is not read: nobody needs it, and it may have no end. */
    static final int READ_MAX = 64 * 1024;

    static final int KEPT_MAX = 2 * 1024;

    private static final int LOCATION_MAX = 512;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final int status;
    private final String location;
    private final String retryAfter;
    private byte[] kept;
    private int length;
    private int read;

    Response(HttpResponse head) {
        status = head.getCode();
        location = status >= 300 && status < 400 ? value(head, "Location") : null;
        retryAfter =
                status == TOO_MANY_REQUESTS || status == UNAVAILABLE
                        ? value(head, "Retry-After")
                        : null;
    }

    private static String value(HttpResponse head, String name) {
        Header header = head.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Takes a piece of the body; answers whether that is enough. */
    synchronized boolean take(ByteBuffer piece) {
        read += piece.remaining();
        if (length < KEPT_MAX && piece.hasRemaining()) {
            if (kept == null) {
                kept = new byte[KEPT_MAX];
            }
            int more = Math.min(KEPT_MAX - length, piece.remaining());
            piece.get(kept, length, more);
            length += more;
        }
        return read >= READ_MAX;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Says where a redirect would lead, which is not followed. */
    String statusLine() {
        if (location == null) {
            return "HTTP " + status;
        }
        return "HTTP "
                + status
                + ", Location: "
                + location.substring(0, Math.min(location.length(), LOCATION_MAX));
    }

    Duration retryAfter(Instant now) {
        return RetryAfterHeader.parse(retryAfter, now);
    }

    /** Null if there was none. What is not UTF-8 is shown as U+FFFD. */
    synchronized String text() {
        if (length == 0) {
            return null;
        }
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(length);
        // Not told that this is the end: a character cut in two at 2 KiB is left out.
        decoder.decode(ByteBuffer.wrap(kept, 0, length), text, length < KEPT_MAX);
        return text.flip().toString();
    }
}

package io.github.cameltimelines.inbox;

import io.github.cameltimelines.wire.SecretPath;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What stands behind a door: knows the caller by the secret, refuses what cannot be an event by its
 * headers, and takes the body in. Does not know which HTTP server it serves. Thread-safe.
 */
public final class Reception {

    /** Largest body taken, in bytes: 1 MiB. TimelinesAI's events have a few kilobytes. */
    public static final int BODY_MAX = 1 << 20;

    /** Takes the body of one call in and answers once, on any thread. */
    @FunctionalInterface
    public interface Intake {
        void take(byte[] body, Consumer<HttpAnswer> answer);
    }

    private final Function<String, Optional<Intake>> byCaller;
    private final LongAdder strangers = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private final LongAdder unsupported = new LongAdder();

    /** For callers with one secret. */
    public Reception(SecretPath secret, Intake intake) {
        this(segment -> secret.matches(segment) ? Optional.of(intake) : Optional.empty());
    }

    /**
     * For callers with several secrets.
     *
     * @param byCaller who takes in what comes to a last segment of the path; empty for a stranger.
     *     The time it takes must not tell how much of the segment was right. Asked once or twice
     *     for a call
     */
    public Reception(Function<String, Optional<Intake>> byCaller) {
        this.byCaller = byCaller;
    }

    /** Refuses a call before its body is read; empty when the body is wanted. */
    public Optional<HttpAnswer> refuse(
            String segment, String contentType, String contentEncoding, long contentLength) {
        if (segment == null || byCaller.apply(segment).isEmpty()) {
            strangers.increment();
            return Optional.of(HttpAnswer.NOT_FOUND);
        }
        if (contentLength > BODY_MAX) {
            return Optional.of(tooLarge());
        }
        if (!isJson(contentType)) {
            unsupported.increment();
            return Optional.of(HttpAnswer.badRequest("Content-Type must be application/json"));
        }
        if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
            unsupported.increment();
            return Optional.of(
                    HttpAnswer.badRequest(
                            "Content-Encoding is not supported; send the body as it is"));
        }
        return Optional.empty();
    }

    /** The answer to a body that turns out to be larger than it may be. */
    public HttpAnswer tooLarge() {
        tooLarge.increment();
        return HttpAnswer.tooLarge(BODY_MAX);
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return true; // the provider documents no headers; the body decides
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .trim()
                        .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }

    /**
     * Takes the body in and answers once, on any thread.
     *
     * @param body not larger than {@link #BODY_MAX}
     */
    public void take(String segment, byte[] body, Consumer<HttpAnswer> answer) {
        Optional<Intake> intake = byCaller.apply(segment);
        if (intake.isPresent()) {
            intake.get().take(body, answer);
        } else {
            answer.accept(HttpAnswer.NOT_FOUND); // the secret was changed while the body was read
        }
    }

    /** Calls with a wrong secret since the start. */
    public long strangers() {
        return strangers.sum();
    }

    /** Calls with a body that is too large, since the start. */
    public long tooLargeBodies() {
        return tooLarge.sum();
    }

    /** Calls with a content type or encoding that is not taken, since the start. */
    public long unsupportedBodies() {
        return unsupported.sum();
    }
}

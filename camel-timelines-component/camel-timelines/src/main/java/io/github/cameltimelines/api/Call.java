package io.github.cameltimelines.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException.Progress;
import io.github.cameltimelines.model.TimelinesJson;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call with all its tries, as a sequence of steps that whoever drives it takes one after the
 * other: so that the same rules serve a caller who waits and one who does not.
 *
 * <p>What may be repeated:
 *
 * <ul>
 *   <li>nothing had left (connection refused, no such host): every call
 *   <li>429, and 403 by a proxy soon after a success: every call, as TimelinesAI has not done it,
 *       unless it carries a stream that was read
 *   <li>5xx, timeout, broken connection: only calls that are {@link Operation#repeatable}; others
 *       end in {@link TimelinesUnknownOutcomeException}
 * </ul>
 */
final class Call<T> {

    private static final Logger LOG = LoggerFactory.getLogger(TimelinesApi.class);

    /**
     * Cloudflare, in front of TimelinesAI, answers bursts on kept-alive connections with 403 (the
     * vendor's own skills say so). It is told from "not allowed" by not being JSON and by coming
     * soon after a success.
     */
    private static final Duration THROTTLED_AFTER_SUCCESS = Duration.ofSeconds(60);

    sealed interface Step<T> {
        /** Take the next step after this time. */
        record Wait<T>(Duration time) implements Step<T> {}

        record Done<T>(T answer) implements Step<T> {}

        record Failed<T>(TimelinesException cause) implements Step<T> {}
    }

    private final Operation<T> operation;
    private final Arguments arguments;
    private final RequestWriter requests;
    private final Wire wire;
    private final RetryRule retry;
    private final RateLimiter limiter;
    private final DoubleSupplier random;
    private int attempt;
    private boolean slotBooked;
    private boolean unclear;

    Call(
            Operation<T> operation,
            Arguments arguments,
            RequestWriter requests,
            Wire wire,
            RetryRule retry,
            RateLimiter limiter,
            DoubleSupplier random) {
        this.operation = operation;
        this.arguments = arguments;
        this.requests = requests;
        this.wire = wire;
        this.retry = retry;
        this.limiter = limiter;
        this.random = random;
    }

    /** Blocks for the time of one try on the wire, and not for waits. */
    Step<T> next() {
        try {
            // Before the slot: a call that cannot be made must not delay others.
            HttpUriRequestBase request = requests.write(operation, arguments);
            if (!slotBooked) {
                slotBooked = true;
                Duration wait = limiter.reserve();
                if (!wait.isZero()) {
                    return new Step.Wait<>(wait);
                }
            }
            slotBooked = false;
            attempt++;
            long start = System.nanoTime();
            Outcome outcome = wire.send(request);
            Step<T> step =
                    outcome instanceof Outcome.Answered answered
                            ? judge(answered)
                            : judge((Outcome.Broken) outcome);
            log(outcome, step, System.nanoTime() - start);
            return step;
        } catch (TimelinesException refused) {
            return new Step.Failed<>(refused);
        }
    }

    private Step<T> judge(Outcome.Answered answered) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            limiter.succeeded();
            return success(answered);
        }
        ErrorBody error = ErrorBody.parse(answered.body());
        TimelinesApiException refusal = refusal(answered, error);
        if (throttled(status, error)) {
            Optional<Duration> wait = waitAfter(answered.retryAfter());
            if (wait.isPresent() && canSendAgain()) {
                limiter.pause(wait.get());
                return new Step.Wait<>(wait.get());
            }
            return new Step.Failed<>(refusal);
        }
        if (status >= 500 || status == 408) {
            if (!operation.repeatable()) {
                return unknown(Progress.ANSWERED, status, refusal);
            }
            unclear = true;
            return again(answered.retryAfter(), refusal);
        }
        if (status == 404 && unclear && operation.method().equals("DELETE")) {
            // The earlier try, whose answer we did not get, has deleted it.
            return new Step.Done<>(null);
        }
        return new Step.Failed<>(refusal);
    }

    private Step<T> judge(Outcome.Broken broken) {
        // A certificate does not get better by asking again.
        boolean pointless =
                broken.cause() instanceof SSLHandshakeException
                        || broken.cause() instanceof SSLPeerUnverifiedException;
        if (!operation.repeatable() && broken.begun()) {
            return unknown(broken.done() ? Progress.SENT : Progress.SENDING, 0, broken.cause());
        }
        unclear |= broken.begun();
        TimelinesUnreachableException failure =
                new TimelinesUnreachableException(
                        "%s: TimelinesAI could not be reached in %d tries (%s)"
                                .formatted(
                                        operation,
                                        attempt,
                                        broken.cause().getClass().getSimpleName()),
                        broken.cause());
        return pointless ? new Step.Failed<>(failure) : again(Optional.empty(), failure);
    }

    private Step<T> success(Outcome.Answered answered) {
        JsonNode envelope = parse(answered.body());
        if (envelope != null && "error".equalsIgnoreCase(envelope.path("status").asText())) {
            return new Step.Failed<>(refusal(answered, ErrorBody.fromJson(envelope)));
        }
        if (operation.answer() == null) {
            return new Step.Done<>(null);
        }
        T answer = null;
        if (envelope != null) {
            try {
                answer = operation.answer().read(envelope, envelope.path("data"), arguments);
            } catch (IllegalArgumentException | ClassCastException odd) {
                LOG.debug("timelines answer of {} cannot be read", operation);
            }
        }
        if (answer != null) {
            return new Step.Done<>(answer);
        }
        ErrorBody unreadable = ErrorBody.unreadable(answered.body());
        TimelinesApiException failure = refusal(answered, unreadable);
        return operation.repeatable()
                ? new Step.Failed<>(failure)
                : unknown(Progress.ANSWERED, answered.status(), failure);
    }

    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return TimelinesJson.mapper().readTree(body);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private boolean throttled(int status, ErrorBody error) {
        if (status == 429) {
            return !"quota_exceeded".equals(error.code());
        }
        return status == 403
                && (!error.structured() || "rate_limit_exceeded".equals(error.code()))
                && limiter.succeededWithin(THROTTLED_AFTER_SUCCESS);
    }

    private boolean canSendAgain() {
        return !(arguments.get("file") instanceof Upload upload) || upload.reopenable();
    }

    private Step<T> again(Optional<Duration> retryAfter, TimelinesException otherwise) {
        Optional<Duration> wait = waitAfter(retryAfter);
        return wait.isPresent() ? new Step.Wait<>(wait.get()) : new Step.Failed<>(otherwise);
    }

    private Optional<Duration> waitAfter(Optional<Duration> retryAfter) {
        return retry.waitAfter(attempt, retryAfter, random.getAsDouble());
    }

    private Step<T> unknown(Progress progress, int status, Exception cause) {
        String detail = status > 0 ? "status " + status : cause.getClass().getSimpleName();
        return new Step.Failed<>(
                new TimelinesUnknownOutcomeException(
                        operation.toString(), progress, status, detail, cause));
    }

    private TimelinesApiException refusal(Outcome.Answered answered, ErrorBody error) {
        StringBuilder text = new StringBuilder(error.message());
        error.errors()
                .forEach(e -> text.append("; ").append(e.fields()).append(' ').append(e.msg()));
        return new TimelinesApiException(
                operation.toString(),
                answered.status(),
                error,
                answered.retryAfter().orElse(null),
                Redaction.redact(text.toString(), arguments.asMap()));
    }

    private void log(Outcome outcome, Step<T> step, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "timelines call operation=\"{}\" attempt={} result={} duration_ms={} next={}",
                    operation,
                    attempt,
                    outcome instanceof Outcome.Answered answered
                            ? answered.status()
                            : ((Outcome.Broken) outcome).cause().getClass().getSimpleName(),
                    nanos / 1_000_000,
                    step instanceof Step.Wait<T> wait
                            ? "wait_ms:" + wait.time().toMillis()
                            : step.getClass().getSimpleName());
        }
    }
}

package io.github.cameltimelines.api;

import io.github.cameltimelines.api.Call.Step;
import io.github.cameltimelines.model.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.util.Timeout;

/**
 * TimelinesAI's public API in Java. The groups ({@link #chats()}, {@link #messages()}, …) have the
 * calls that programs make most; {@link #call} makes every call of {@link Operations}. All calls
 * are rate limited per token, tried again where that is safe, and fail with one of the four {@link
 * TimelinesException}s. Thread-safe; owns no threads and no connections.
 *
 * <pre>{@code
 * api.messages().send(4711, "We open at nine.");
 * for (Chat chat : api.chats().list(Arguments.of("closed", false))) { … }
 * }</pre>
 */
public final class TimelinesApi {

    /** Where TimelinesAI's API is. */
    public static final String DEFAULT_BASE_URL = "https://app.timelines.ai/integrations/api";

    /** How a call waits between two tries; a test brings one that does not take time. */
    interface Waits {
        void after(Duration time, Runnable next);
    }

    private final RequestWriter requests;
    private final Wire wire;
    private final RetryRule retry;
    private final RateLimiter limiter;
    private final Executor workers;
    private final DoubleSupplier random;
    private final Waits waits;

    private TimelinesApi(Builder builder) {
        this.requests = new RequestWriter(builder.baseUrl, builder.token);
        this.wire =
                new Wire(
                        builder.http,
                        Timeout.of(builder.connectTimeout),
                        Timeout.of(builder.responseTimeout),
                        builder.clock);
        this.retry = builder.retry;
        this.limiter =
                builder.limiter != null
                        ? builder.limiter
                        : RateLimiters.of(
                                RequestWriter.withoutTrailingSlash(builder.baseUrl),
                                builder.token,
                                builder.ratePerSecond,
                                builder.burst);
        this.workers = builder.workers;
        this.random = builder.random;
        this.waits = builder.waits;
    }

    /**
     * @param http the HTTP client to use, e.g. one of Camel's HTTP component by {@link
     *     CamelHttpClient}; it should not retry by itself
     * @param token of the workspace, from Integrations → Public API
     */
    public static Builder builder(HttpClient http, String token) {
        return new Builder(http, token);
    }

    public ChatCalls chats() {
        return new ChatCalls(this);
    }

    public MessageCalls messages() {
        return new MessageCalls(this);
    }

    public FileCalls files() {
        return new FileCalls(this);
    }

    public WebhookCalls webhooks() {
        return new WebhookCalls(this);
    }

    public WorkspaceCalls workspace() {
        return new WorkspaceCalls(this);
    }

    /**
     * Makes one call and waits for its answer, on the calling thread.
     *
     * @return what the operation answers; null for those that answer nothing
     * @throws TimelinesException one of the four kinds
     */
    public <T> T call(Operation<T> operation, Arguments arguments) {
        Call<T> call = newCall(operation, arguments);
        while (true) {
            Step<T> step = call.next();
            if (step instanceof Step.Done<T> done) {
                return done.answer();
            }
            if (step instanceof Step.Failed<T> failed) {
                throw failed.cause();
            }
            sitOut(operation, ((Step.Wait<T>) step).time());
        }
    }

    /**
     * Makes one call without blocking the caller: tries run on the worker threads, waits on none.
     *
     * @return completes with the answer or, exceptionally, with a {@link TimelinesException}
     */
    public <T> CompletableFuture<T> callAsync(Operation<T> operation, Arguments arguments) {
        CompletableFuture<T> future = new CompletableFuture<>();
        proceed(operation, newCall(operation, arguments), future);
        return future;
    }

    /**
     * All items of a listing. Pages are asked for as the iteration reaches them, each with {@link
     * #call}; {@code page} in the arguments says where to begin.
     */
    public <T> Iterable<T> pages(Operation<Page<T>> operation, Arguments arguments) {
        return () -> iterator(operation, arguments);
    }

    /** As {@link #pages}, as an iterator. */
    public <T> Iterator<T> iterator(Operation<Page<T>> operation, Arguments arguments) {
        return new PageIterator<>(this, operation, arguments);
    }

    /**
     * As {@link #iterator}, with the first page asked for now and without blocking, so that a
     * refusal is known before the iteration begins.
     */
    public <T> CompletableFuture<Iterator<T>> iteratorAsync(
            Operation<Page<T>> operation, Arguments arguments) {
        PageIterator<T> pages = new PageIterator<>(this, operation, arguments);
        return callAsync(operation, pages.nextArguments()).thenApply(pages::startWith);
    }

    private <T> Call<T> newCall(Operation<T> operation, Arguments arguments) {
        return new Call<>(
                operation, operation.canonical(arguments), requests, wire, retry, limiter, random);
    }

    private void sitOut(Operation<?> operation, Duration time) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        waits.after(time, () -> over.complete(null));
        try {
            over.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped(operation, interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> void proceed(Operation<T> operation, Call<T> call, CompletableFuture<T> future) {
        Runnable next =
                () -> {
                    try {
                        Step<T> step = call.next();
                        if (step instanceof Step.Done<T> done) {
                            future.complete(done.answer());
                        } else if (step instanceof Step.Failed<T> failed) {
                            future.completeExceptionally(failed.cause());
                        } else {
                            Duration time = ((Step.Wait<T>) step).time();
                            waits.after(time, () -> proceed(operation, call, future));
                        }
                    } catch (RuntimeException | Error unexpected) {
                        // Whoever waits for the future must hear of it.
                        future.completeExceptionally(unexpected);
                    }
                };
        try {
            workers.execute(next);
        } catch (RejectedExecutionException stopping) {
            future.completeExceptionally(stopped(operation, stopping));
        }
    }

    private static TimelinesUnreachableException stopped(Operation<?> operation, Exception cause) {
        return new TimelinesUnreachableException(
                operation + ": stopped before the call was made", cause);
    }

    /** Settings of a {@link TimelinesApi}. */
    public static final class Builder {

        private final HttpClient http;
        private final String token;
        private String baseUrl = DEFAULT_BASE_URL;
        private RetryRule retry = RetryRule.DEFAULT;
        private double ratePerSecond = 30;
        private int burst = 10;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration responseTimeout = Duration.ofSeconds(30);
        private Executor workers = ForkJoinPool.commonPool();
        private InstantSource clock = InstantSource.system();
        private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        private Waits waits =
                (time, next) ->
                        CompletableFuture.delayedExecutor(
                                        time.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                                .execute(next);
        private RateLimiter limiter;

        private Builder(HttpClient http, String token) {
            if (token == null || token.isBlank()) {
                throw new TimelinesInvalidRequestException(
                        "No token: set the option apiToken of the timelines component or endpoint");
            }
            this.http = http;
            this.token = token.strip();
        }

        /** Default {@link #DEFAULT_BASE_URL}; slashes at its end are dropped. */
        public Builder baseUrl(String value) {
            this.baseUrl = value;
            return this;
        }

        public Builder retry(RetryRule value) {
            this.retry = value;
            return this;
        }

        /** Default 30 calls per second and 10 at once; shared by all who use the same token. */
        public Builder rateLimit(double callsPerSecond, int callsAtOnce) {
            this.ratePerSecond = callsPerSecond;
            this.burst = callsAtOnce;
            return this;
        }

        /** Default 10 s; applies if the HTTP client has none of its own. */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = value;
            return this;
        }

        /** How long to wait for (more of) an answer; default 30 s, if the client has none. */
        public Builder responseTimeout(Duration value) {
            this.responseTimeout = value;
            return this;
        }

        /** Where {@link #callAsync} makes its tries; default the common pool. */
        public Builder workers(Executor value) {
            this.workers = value;
            return this;
        }

        Builder limiter(RateLimiter value) {
            this.limiter = value;
            return this;
        }

        Builder clock(InstantSource value) {
            this.clock = value;
            return this;
        }

        Builder random(DoubleSupplier value) {
            this.random = value;
            return this;
        }

        Builder waits(Waits value) {
            this.waits = value;
            return this;
        }

        public TimelinesApi build() {
            return new TimelinesApi(this);
        }
    }
}

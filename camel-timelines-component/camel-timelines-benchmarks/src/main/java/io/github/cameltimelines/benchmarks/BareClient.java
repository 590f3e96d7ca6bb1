package io.github.cameltimelines.benchmarks;

import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/**
 * The client that the hub delivers with, and nothing else: it posts events of the same size, a
 * fixed number at once, and forgets them.
 */
final class BareClient implements AutoCloseable {

    /** As many as the hub may have under way to the sink. */
    static final int AT_ONCE = 64;

    private final URI url;
    private final CloseableHttpAsyncClient client;

    BareClient(URI url) {
        this.url = url;
        client =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnPerRoute(AT_ONCE)
                                        .setMaxConnTotal(AT_ONCE)
                                        .build())
                        .build();
        client.start();
    }

    record Result(int calls, double perSecond) {}

    /** Posts for that long. */
    Result post(long millis) throws InterruptedException {
        Run run = new Run(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        long began = System.nanoTime();
        for (int chain = 0; chain < AT_ONCE; chain++) {
            run.next();
        }
        run.ended.acquire(AT_ONCE);
        if (run.failed.get() > 0 || run.posted.get() == 0) {
            throw new IllegalStateException(run.failed.get() + " posts of the bare client failed");
        }
        int calls = run.posted.get();
        return new Result(calls, calls * 1e9 / (System.nanoTime() - began));
    }

    private final class Run implements FutureCallback<SimpleHttpResponse> {
        final long end;
        final byte[] body = Load.message(1);
        final Semaphore ended = new Semaphore(0);
        final AtomicInteger posted = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();

        Run(long end) {
            this.end = end;
        }

        void next() {
            if (System.nanoTime() >= end) {
                ended.release();
                return;
            }
            SimpleHttpRequest request =
                    SimpleRequestBuilder.post(url)
                            .setBody(body, ContentType.APPLICATION_JSON)
                            .build();
            client.execute(request, this);
        }

        @Override
        public void completed(SimpleHttpResponse response) {
            (response.getCode() == 200 ? posted : failed).incrementAndGet();
            next();
        }

        @Override
        public void failed(Exception cause) {
            failed.incrementAndGet();
            next();
        }

        @Override
        public void cancelled() {
            failed.incrementAndGet();
            ended.release();
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}

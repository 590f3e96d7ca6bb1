package io.github.cameltimelines.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One request and its answer on one connection: leases it, dials if it is new, sends, reads, gives
 * it back. Tells {@link HttpAttempt} how it ended, possibly more than once; it is called from the
 * event loop of its connection, and {@link #end} from anywhere.
 */
final class Exchange implements AsyncClientExchangeHandler {

    /** How far the request got. */
    enum Progress {
        BEFORE("before the send"),
        DURING("in the send"),
        AFTER("after the send");

        private final String words;

        Progress(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final HttpAttempt attempt;
    private final HttpConnections connections;
    private final HttpPlan plan;
    private final HttpRequest request;
    private final ByteBuffer body;
    private final HttpClientContext context = HttpClientContext.create();
    private final Dial dial;

    private volatile AsyncConnectionEndpoint endpoint;
    private volatile boolean ended;
    private volatile boolean givenBack;
    private volatile boolean reused;
    private volatile Progress progress = Progress.BEFORE;
    private volatile Response response;
    private TimeValue keep;

    Exchange(
            HttpAttempt attempt,
            HttpConnections connections,
            HttpPlan plan,
            HttpRequest request,
            byte[] body) {
        this.attempt = attempt;
        this.connections = connections;
        this.plan = plan;
        this.request = request;
        this.body = ByteBuffer.wrap(body);
        dial = new Dial(connections, plan.host());
    }

    Progress progress() {
        return progress;
    }

    /** Null until the head of the answer is there. */
    Response response() {
        return response;
    }

    /** Whether the connection had served before: it may have died since. */
    boolean wasReused() {
        return reused;
    }

    void begin(Timeout timeout) {
        try {
            // Whoever has stopped waiting is passed over by the pool, which knows the timeout.
            connections
                    .pool()
                    .lease(
                            "",
                            plan.route(),
                            null,
                            timeout,
                            new Step() {
                                @Override
                                public void completed(AsyncConnectionEndpoint leased) {
                                    leased(leased, timeout);
                                }
                            });
        } catch (RuntimeException closed) {
            failed(closed);
        }
    }

    private void leased(AsyncConnectionEndpoint leased, Timeout timeout) {
        endpoint = leased;
        if (ended) {
            end(false);
        } else if (leased.isConnected()) {
            reused = true;
            send(leased);
        } else {
            connect(leased, timeout);
        }
    }

    private void connect(AsyncConnectionEndpoint leased, Timeout timeout) {
        try {
            connections
                    .pool()
                    .connect(
                            leased,
                            dial,
                            timeout,
                            null,
                            context,
                            new Step() {
                                @Override
                                public void completed(AsyncConnectionEndpoint connected) {
                                    send(connected);
                                }
                            });
        } catch (RuntimeException closed) {
            failed(closed);
        }
    }

    private void send(AsyncConnectionEndpoint connected) {
        if (ended) {
            end(false);
            return;
        }
        try {
            connected.execute("", this, null, context);
        } catch (RuntimeException closed) {
            failed(closed);
        }
    }

    /**
     * Gives the connection back, in whichever phase. Safe to repeat.
     *
     * @param reusable whether it can serve again; else it is cut
     */
    void end(boolean reusable) {
        if (givenBack) {
            return; // the connection is another attempt's by now
        }
        ended = true;
        givenBack = reusable;
        AsyncConnectionEndpoint held = endpoint;
        if (!reusable) {
            dial.giveUp();
            if (held != null) {
                held.close(CloseMode.IMMEDIATE);
            }
        }
        if (held != null) {
            connections
                    .pool()
                    .release(held, null, keep == null ? TimeValue.ZERO_MILLISECONDS : keep);
        }
    }

    // ---- called by the event loop

    @Override
    public void produceRequest(RequestChannel channel, HttpContext with)
            throws HttpException, IOException {
        progress = Progress.DURING;
        channel.sendRequest(request, new BasicEntityDetails(body.remaining(), null), with);
    }

    @Override
    public int available() {
        return body.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (body.hasRemaining()) {
            channel.write(body);
        }
        if (!body.hasRemaining() && progress == Progress.DURING) {
            progress = Progress.AFTER;
            channel.endStream();
        }
    }

    @Override
    public void consumeInformation(HttpResponse interim, HttpContext with) {
        // 100, 103: the answer is yet to come
    }

    @Override
    public void consumeResponse(HttpResponse head, EntityDetails entity, HttpContext with) {
        keep =
                connections.keep(
                        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                                head, context));
        response = new Response(head);
        if (entity == null) {
            attempt.answered(this, progress == Progress.AFTER);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Response.READ_MAX);
    }

    @Override
    public void consume(ByteBuffer piece) {
        if (!ended && response.take(piece)) {
            attempt.answered(this, false);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        attempt.answered(this, progress == Progress.AFTER);
    }

    @Override
    public void failed(Exception cause) {
        attempt.failed(this, cause);
    }

    @Override
    public void cancel() {
        failed(new ConnectionClosedException());
    }

    @Override
    public void releaseResources() {
        if (!ended) {
            failed(new ConnectionClosedException());
        }
    }

    /** What follows lease and connect, where only success differs. */
    private abstract class Step implements FutureCallback<AsyncConnectionEndpoint> {
        @Override
        public void failed(Exception cause) {
            Exchange.this.failed(cause);
        }

        @Override
        public void cancelled() {
            Exchange.this.cancel();
        }
    }
}

package io.github.cameltimelines.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Posts JSON on keep-alive connections, each with one call under way: the bytes are written by
 * hand, so that the client costs as little as a Java client can. Stops by itself.
 */
final class Load implements AutoCloseable {

    /**
     * What one run came to.
     *
     * @param perSecond calls answered 200, per second
     * @param latenciesNs sorted, of the calls answered 200
     */
    record Result(double perSecond, long[] latenciesNs, int failed) {
        int calls() {
            return latenciesNs.length;
        }

        double percentileMs(double share) {
            int at =
                    (int) Math.min(latenciesNs.length - 1L, Math.round(latenciesNs.length * share));
            return latenciesNs.length == 0 ? Double.NaN : latenciesNs[at] / 1e6;
        }
    }

    private static final int SAMPLES_MAX = 4_000_000;

    private final Vertx vertx =
            Vertx.vertx(new io.vertx.core.VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client =
            vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    private static String uid(long number) {
        return Long.toHexString(number) + "-0000-4000-8000-000000000000";
    }

    /** The uid of a message that {@link #message} made. */
    static String uidIn(String body) {
        int at = body.indexOf("\"message_uid\":\"") + 15;
        return body.substring(at, body.indexOf('"', at));
    }

    /** A body of one kilobyte with a uid of its own, in one of a thousand chats. */
    static byte[] message(long number) {
        return event("message:received:new", number);
    }

    /** The same, reported as of that type. */
    static byte[] event(String type, long number) {
        String uid = uid(number);
        String text = "x".repeat(410);
        return ("{\"event_type\":\""
                        + type
                        + "\",\"chat\":{\"chat_id\":"
                        + (number % 1000)
                        + ",\"full_name\":\"Ana Lopez\",\"chat_url\":\"https://app.timelines.ai/chat/4711/messages/\","
                        + "\"is_group\":false,\"phone\":\"+34600111222\"},\"whatsapp_account\":{\"full_name\":\"Shop Desk\","
                        + "\"email\":\"desk@shop.example\",\"phone\":\"+34600999888\"},\"message\":{\"text\":\""
                        + text
                        + "\",\"direction\":\"received\",\"origin\":\"WhatsApp\",\"timestamp\":\"2026-03-02 09:15:00 +0100\","
                        + "\"received_timestamp\":\"2026-03-02 09:15:02 +0100\",\"message_uid\":\""
                        + uid
                        + "\",\"sender\":{\"full_name\":\"Ana Lopez\",\"phone\":\"+34600111222\"},"
                        + "\"recipient\":{\"full_name\":\"Shop Desk\",\"phone\":\"+34600999888\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    Result post(int port, String path, int connections, long millis, double callsPerSecond)
            throws Exception {
        return post(port, path, connections, millis, callsPerSecond, null);
    }

    /**
     * @param callsPerSecond 0: each connection calls again as soon as it is answered; else calls
     *     are due at this rate whether or not the ones before are answered in time, and a latency
     *     counts from when its call was due
     * @param answeredAt gets the time of each 200 by message uid; null when it is not wanted
     */
    Result post(
            int port,
            String path,
            int connections,
            long millis,
            double callsPerSecond,
            ConcurrentMap<String, Long> answeredAt)
            throws Exception {
        return post(port, path, connections, millis, callsPerSecond, answeredAt, Load::message);
    }

    /**
     * @param body makes the body of the call of a number
     */
    Result post(
            int port,
            String path,
            int connections,
            long millis,
            double callsPerSecond,
            ConcurrentMap<String, Long> answeredAt,
            LongFunction<byte[]> body)
            throws Exception {
        List<NetSocket> sockets = connect(port, connections); // before the first call is due
        Run run = new Run(path, connections, millis, callsPerSecond, answeredAt, body);
        for (int index = 0; index < connections; index++) {
            Connection connection = new Connection(run, sockets.get(index), index);
            vertx.runOnContext(now -> connection.begin());
        }
        if (!run.ended.await(millis + 20_000, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the load did not end: calls are not answered");
        }
        int count = Math.min(run.done.get(), SAMPLES_MAX);
        long[] latencies = Arrays.copyOf(run.latencies, count);
        Arrays.sort(latencies);
        return new Result(
                run.done.get() * 1e9 / (System.nanoTime() - run.began),
                latencies,
                run.failed.get());
    }

    private List<NetSocket> connect(int port, int connections) throws Exception {
        List<CompletableFuture<NetSocket>> sockets = new ArrayList<>();
        for (int index = 0; index < connections; index++) {
            sockets.add(
                    client.connect(port, "127.0.0.1").toCompletionStage().toCompletableFuture());
        }
        List<NetSocket> connected = new ArrayList<>();
        for (CompletableFuture<NetSocket> socket : sockets) {
            connected.add(socket.get(20, TimeUnit.SECONDS));
        }
        return connected;
    }

    private static final class Run {
        final long began;
        final long end;
        final byte[] head;
        final double intervalNs;
        final int connections;
        final ConcurrentMap<String, Long> answeredAt;
        final LongFunction<byte[]> body;
        final CountDownLatch ended;
        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final long[] latencies = new long[SAMPLES_MAX];

        Run(
                String path,
                int connections,
                long millis,
                double callsPerSecond,
                ConcurrentMap<String, Long> answeredAt,
                LongFunction<byte[]> body) {
            this.body = body;
            this.connections = connections;
            this.answeredAt = answeredAt;
            this.ended = new CountDownLatch(connections);
            this.intervalNs = callsPerSecond == 0 ? 0 : connections * 1e9 / callsPerSecond;
            this.head =
                    ("POST "
                                    + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ")
                            .getBytes(StandardCharsets.US_ASCII);
            this.began = System.nanoTime(); // the samples take some milliseconds to lay out
            this.end = began + millis * 1_000_000;
        }
    }

    private final class Connection {
        private final Run run;
        private final NetSocket socket;
        private double nextDue;
        private long due;
        private long number;
        private boolean over;
        private final Answer answer = new Answer();

        Connection(Run run, NetSocket socket, int number) {
            this.run = run;
            this.socket = socket;
            this.nextDue = run.began + run.intervalNs * number / run.connections;
        }

        void begin() {
            socket.handler(this::received);
            socket.closeHandler(closed -> end());
            next();
        }

        private void next() {
            long now = System.nanoTime();
            if (now >= run.end) {
                end();
                return;
            }
            if (run.intervalNs == 0) {
                send(now);
                return;
            }
            long dueNow = (long) nextDue;
            nextDue += run.intervalNs;
            long waitMs = (dueNow - now) / 1_000_000;
            if (waitMs < 1) {
                send(dueNow);
            } else {
                vertx.setTimer(waitMs, timer -> send(dueNow));
            }
        }

        private void send(long dueAt) {
            due = Math.min(dueAt, System.nanoTime());
            number = NUMBER.getAndIncrement();
            byte[] body = run.body.apply(number);
            socket.write(
                    Buffer.buffer(run.head.length + body.length + 16)
                            .appendBytes(run.head)
                            .appendString(body.length + "\r\n\r\n")
                            .appendBytes(body));
        }

        private void received(Buffer bytes) {
            Integer status = answer.read(bytes);
            if (status == null) {
                return;
            }
            if (status == 200) {
                int at = run.done.getAndIncrement();
                if (at < SAMPLES_MAX) {
                    run.latencies[at] = System.nanoTime() - due;
                }
                if (run.answeredAt != null) {
                    run.answeredAt.put(uid(number), System.nanoTime());
                }
            } else {
                run.failed.incrementAndGet();
            }
            next();
        }

        private void end() {
            if (!over) {
                over = true;
                run.ended.countDown();
                socket.close();
            }
        }
    }

    /** Reads an answer with a Content-Length, in as many pieces as it comes. */
    private static final class Answer {
        private Buffer pieces = Buffer.buffer();

        Integer read(Buffer bytes) {
            Buffer all = pieces.length() == 0 ? bytes : pieces.appendBuffer(bytes);
            String text = all.toString(StandardCharsets.ISO_8859_1);
            int headEnd = text.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                pieces = all;
                return null;
            }
            int lengthAt = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            int length =
                    lengthAt < 0 || lengthAt > headEnd
                            ? 0
                            : Integer.parseInt(
                                    text.substring(lengthAt + 16, text.indexOf("\r\n", lengthAt))
                                            .trim());
            if (all.length() < headEnd + 4 + length) {
                pieces = all;
                return null;
            }
            pieces = Buffer.buffer();
            return Integer.valueOf(text.substring(9, 12));
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

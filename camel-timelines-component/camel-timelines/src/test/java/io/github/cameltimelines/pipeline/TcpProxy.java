package io.github.cameltimelines.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and PostgreSQL: can hang, and can cut a connection at a commit. */
final class TcpProxy implements AutoCloseable {

    /** Where a connection is cut. */
    enum Cut {
        /** The commit never reaches the server. */
        BEFORE_COMMIT,
        /** The server commits; its answer is lost. */
        AFTER_COMMIT,
        /** The client loses its connection; the server gets the commit seconds later. */
        LONG_BEFORE_COMMIT
    }

    private record Trap(String statement, Cut cut) {}

    private final int target;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Trap> trap = new AtomicReference<>();
    private volatile CountDownLatch open = new CountDownLatch(0);

    TcpProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Connections are still taken, and nothing is answered any more. */
    void pause() {
        open = new CountDownLatch(1);
    }

    void goOn() {
        open.countDown();
    }

    /** Cuts the next connection that commits after having sent that statement. */
    void cutAtCommitAfter(String statement, Cut cut) {
        trap.set(new Trap(statement, cut));
    }

    boolean isArmed() {
        return trap.get() != null;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            Pair pair = new Pair(client, server);
            daemon(pair::upstream);
            daemon(pair::downstream);
        }
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile boolean deaf;
        private String sentBefore = "";

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void upstream() throws IOException {
            byte[] buffer = new byte[64 << 10];
            try (client;
                    server) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                int read;
                while ((read = in.read(buffer)) >= 0) {
                    pass();
                    String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    Trap set = trap.get();
                    if (set != null
                            && (text.contains("COMMIT") || commitsByItself(text, set))
                            && (sentBefore + text).contains(set.statement())
                            && trap.compareAndSet(set, null)) {
                        cut(set.cut(), out, Arrays.copyOf(buffer, read));
                        return;
                    }
                    sentBefore = text.contains("COMMIT") ? "" : sentBefore + text;
                    out.write(buffer, 0, read);
                }
            }
        }

        /** A statement outside of a transaction is its own commit. */
        private boolean commitsByItself(String text, Trap set) {
            return text.contains(set.statement()) && !(sentBefore + text).contains("BEGIN");
        }

        private void cut(Cut how, OutputStream out, byte[] commit) throws IOException {
            if (how == Cut.BEFORE_COMMIT) {
                return;
            }
            deaf = true;
            if (how == Cut.LONG_BEFORE_COMMIT) {
                client.close();
                late();
            }
            out.write(commit);
            await(answered, 5_000);
        }

        /** Long enough for the client to have tidied up. */
        private void late() {
            await(new CountDownLatch(1), 1_500);
        }

        void downstream() throws IOException {
            byte[] buffer = new byte[64 << 10];
            InputStream in = server.getInputStream();
            server.setSoTimeout(20);
            while (true) {
                try {
                    int read = in.read(buffer);
                    if (read < 0) {
                        client.close();
                        return;
                    }
                    if (deaf) {
                        answered.countDown();
                        return;
                    }
                    pass();
                    client.getOutputStream().write(buffer, 0, read);
                } catch (SocketTimeoutException e) {
                    continue; // so that a socket that the other side closed is not read for ever
                }
            }
        }
    }

    private void pass() {
        await(open, Long.MAX_VALUE);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // one side has gone; the other was closed with it
                            }
                        },
                        "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        goOn();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package io.github.cameltimelines.delivery;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that misbehaves as a test tells it, on a real socket. */
final class ScriptedServer implements AutoCloseable {

    /** What becomes of one connection; it is closed at the end. */
    interface Script {
        void run(Peer peer) throws Exception;
    }

    /** A request as it came in, header names in lower case. */
    record Request(String line, Map<String, String> headers, byte[] body) {}

    private final ServerSocket door;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), script);
    }

    ScriptedServer(ServerSocket door, Script script) {
        this.door = door;
        this.script = script;
        start("accept", this::accept);
    }

    /** Answers 200 to everything, as long as the client likes. */
    static ScriptedServer good() throws IOException {
        return new ScriptedServer(
                peer -> {
                    while (true) {
                        peer.read();
                        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
                    }
                });
    }

    /** Reads a request and answers that, as often as the client likes. */
    static ScriptedServer answering(String answer) throws IOException {
        return new ScriptedServer(
                peer -> {
                    while (true) {
                        peer.read();
                        peer.write(answer);
                    }
                });
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "scripted-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = door.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                start("connection", () -> run(socket));
            } catch (IOException atAnEnd) {
                return;
            }
        }
    }

    private void run(Socket socket) {
        try (socket) {
            script.run(new Peer(socket));
        } catch (Exception clientHasGone) {
            // as it is wanted
        }
    }

    int port() {
        return door.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    /** Connections that the client closed while the script was hanging. */
    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    final class Peer {

        private final Socket socket;
        private final InputStream in;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
            socket.setTcpNoDelay(true);
        }

        Request read() throws IOException {
            String line = line();
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.merge(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip(),
                        (one, two) -> one + ", " + two);
            }
            byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
            Request request = new Request(line, headers, body);
            requests.add(request);
            return request;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.write(c);
            }
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Closes without a word: the client sees a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }

        /** Until the client cuts the connection, which counts, or the test is over. */
        void hang() {
            try {
                while (in.read() >= 0) {
                    // what else it may send
                }
            } catch (IOException reset) {
                // is an end too
            }
            cuts.incrementAndGet();
        }

        /** Until the test is over. */
        void hangWithoutReading() throws InterruptedException {
            closed.await();
        }
    }
}

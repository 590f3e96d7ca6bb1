package io.github.cameltimelines.hub.alert;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/**
 * Encryption before a mail server that has none: at once, or when the client asks for it. What
 * comes then is passed on line by line, and answered by the mail server.
 */
final class StartTlsSmtp implements AutoCloseable {

    private final ServerSocket listener;
    private final Certified certified;
    private final int behind;
    private final boolean atOnce;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> saidInClear = new CopyOnWriteArrayList<>();

    private StartTlsSmtp(Certified certified, GreenMail behind, boolean atOnce) throws IOException {
        this.certified = certified;
        this.behind = behind.getSmtp().getPort();
        this.atOnce = atOnce;
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    static StartTlsSmtp encryptedAtOnce(Certified certified, GreenMail behind) throws IOException {
        return new StartTlsSmtp(certified, behind, true);
    }

    static StartTlsSmtp encryptedOnDemand(Certified certified, GreenMail behind)
            throws IOException {
        return new StartTlsSmtp(certified, behind, false);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What clients said once it was encrypted. */
    List<String> said() {
        return said;
    }

    List<String> saidInClear() {
        return saidInClear;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that breaks off is the client's affair, or the end of the test. */
    private static void daemon(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // over
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            daemon(
                    () -> {
                        try (socket) {
                            passOn(atOnce ? encrypted(socket) : afterStartTls(socket));
                        }
                    });
        }
    }

    private SSLSocket encrypted(Socket socket) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        certified
                                .server()
                                .getSocketFactory()
                                .createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private SSLSocket afterStartTls(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        say(out, "220 ready");
        while (true) {
            String line = lineOf(socket);
            saidInClear.add(line);
            if (line.equals("STARTTLS")) {
                say(out, "220 go on");
                return encrypted(socket);
            }
            if (line.startsWith("EHLO ")) {
                say(out, "250-localhost");
                say(out, "250 STARTTLS");
            } else {
                say(out, "530 must issue STARTTLS first");
            }
        }
    }

    /** Without a buffer: what comes after it is not for us. */
    private static String lineOf(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void passOn(SSLSocket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (!atOnce) {
                lineOf(server); // its greeting: ours was given
            }
            daemon(() -> server.getInputStream().transferTo(client.getOutputStream()));
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                server.getOutputStream()
                        .write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                server.getOutputStream().flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

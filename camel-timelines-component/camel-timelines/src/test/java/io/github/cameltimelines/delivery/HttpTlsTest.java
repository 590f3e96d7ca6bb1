package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTlsTest extends HttpFixture {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final NameResolver LOOPBACK =
            name -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};

    @TempDir static Path folder;
    private static SSLContext trusting;

    /** A certificate for hooks.test, signed by itself. */
    @BeforeAll
    static void certificate() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=hooks.test",
                                "-ext",
                                "san=dns:hooks.test",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory ours = KeyManagerFactory.getInstance("PKIX");
        ours.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance("PKIX");
        theirs.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
    }

    private ScriptedServer secure(ScriptedServer.Script script, String... protocols)
            throws IOException {
        SSLServerSocket door =
                (SSLServerSocket)
                        trusting.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        if (protocols.length > 0) {
            door.setEnabledProtocols(protocols);
        }
        return opened(new ScriptedServer(door, script));
    }

    private static void answer(ScriptedServer.Peer peer) throws IOException {
        while (true) {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        }
    }

    private void trust(SSLContext tls) {
        destination.close();
        destination =
                destination(
                        guard(LOOPBACK),
                        new ConnectionSettings(
                                5, 10, Duration.ofSeconds(30), Duration.ofMinutes(1), tls));
    }

    private static String at(ScriptedServer server, String host) {
        return "https://" + host + ":" + server.port() + "/hook";
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void delivers_and_uses_the_connection_again(String protocol) throws Exception {
        ScriptedServer server = secure(HttpTlsTest::answer, protocol);
        trust(trusting);

        for (int attempt = 0; attempt < 5; attempt++) {
            Answer answer = deliver(to(at(server, "HOOKS.test.")));
            assertThat(answer.error()).isNull();
            assertThat(answer.response()).isEqualTo("OK");
        }

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests().get(0).headers())
                .containsEntry("host", "hooks.test:" + server.port());
    }

    @Test
    void a_certificate_that_nobody_signed_is_refused() throws Exception {
        ScriptedServer server = secure(HttpTlsTest::answer);
        trust(null);

        Answer answer = deliverBesideOthers(to(at(server, "hooks.test")));

        assertThat(answer.error()).startsWith("before the send: TLS: PKIX path building failed");
        assertThat(answer.took()).isLessThan(LATE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        ScriptedServer server = secure(HttpTlsTest::answer);
        trust(trusting);

        Answer answer = deliverBesideOthers(to(at(server, "other.test")));

        assertThat(answer.error())
                .startsWith("before the send: TLS: Certificate for <other.test> doesn't match");
        assertThat(answer.took()).isLessThan(LATE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_handshake_that_hangs_is_cut_at_the_deadline() throws Exception {
        ScriptedServer server =
                opened(
                        new ScriptedServer(
                                new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")),
                                ScriptedServer.Peer::hang));
        trust(trusting);

        Answer answer = deliverBesideOthers(to(at(server, "hooks.test"), SHORT));

        assertThat(answer.error()).isEqualTo("before the send: no whole answer within 400 ms");
        cutAtTheDeadline(answer);
        isCut(server);
    }

    @Test
    void a_handshake_byte_by_byte_is_cut_at_the_deadline() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.write(new byte[] {22, 3, 3, 64, 0}); // 16 KiB of handshake follow
                            try {
                                while (!gone.await(20, TimeUnit.MILLISECONDS)) {
                                    peer.write(new byte[1]);
                                }
                            } catch (IOException cut) {
                                gone.countDown();
                            }
                        });
        trust(trusting);

        Answer answer = deliverBesideOthers(to(at(server, "hooks.test"), SHORT));

        assertThat(answer.error()).isEqualTo("before the send: no whole answer within 400 ms");
        cutAtTheDeadline(answer);
        assertThat(gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it was cut").isTrue();
    }

    @Test
    void a_server_that_speaks_no_tls_is_a_failure() throws Exception {
        ScriptedServer server =
                opened(
                        new ScriptedServer(
                                peer ->
                                        peer.write(
                                                "HTTP/1.1 400 Bad Request\r\n\r\n"
                                                        + "x".repeat(99))));
        trust(trusting);

        Answer answer = deliverBesideOthers(to(at(server, "hooks.test")));

        assertThat(answer.delivered()).isFalse();
        assertThat(answer.error()).startsWith("before the send: ");
        assertThat(answer.took()).isLessThan(LATE);
    }

    @Test
    void a_body_that_hangs_behind_tls_is_cut_at_the_deadline() throws Exception {
        ScriptedServer server =
                secure(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                            peer.hang();
                        });
        trust(trusting);

        Answer answer = deliverBesideOthers(to(at(server, "hooks.test"), Duration.ofMillis(1_500)));

        assertThat(answer.error()).isEqualTo("after the send: no whole answer within 1500 ms");
        assertThat(answer.response()).isEqualTo("half");
        isCut(server);
    }
}

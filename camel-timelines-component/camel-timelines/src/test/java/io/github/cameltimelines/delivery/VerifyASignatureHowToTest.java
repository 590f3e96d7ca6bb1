package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.delivery.ScriptedServer.Request;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.wire.EventBody.Format;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of {@code docs/how-to/verify-a-signature.md}: the page has the same. */
class VerifyASignatureHowToTest extends HttpFixture {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final List<String> events = new CopyOnWriteArrayList<>();

    // page
    static HttpServer receive(int port, String secret, Consumer<String> events) throws IOException {
        Webhook webhook = new Webhook(secret);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext(
                "/hook",
                call -> {
                    String body =
                            new String(
                                    call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    int status = 204;
                    try {
                        webhook.verify(body, call.getRequestHeaders());
                        String id = call.getRequestHeaders().getFirst("webhook-id");
                        if (!seen.contains(id)) {
                            events.accept(body);
                            seen.add(id);
                        }
                    } catch (WebhookVerificationException e) {
                        status = 401;
                    }
                    call.sendResponseHeaders(status, -1);
                    call.close();
                });
        server.start();
        return server;
    }

    // page
    static boolean isGenuine(
            String secret, String id, String timestamp, String signatures, byte[] body)
            throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            signed |= MessageDigest.isEqual(expected.getBytes(), signature.getBytes());
        }
        return signed && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) < 300;
    }

    // page

    private HttpSettings to(int port, String... secrets) {
        return to(
                "http://127.0.0.1:" + port + "/hook",
                Format.TIMELINES,
                Map.of(),
                List.of(secrets),
                Duration.ofSeconds(20));
    }

    private int receiver() throws IOException {
        HttpServer server = receive(0, SECRET, events::add);
        opened(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    @Test
    void the_receiver_takes_an_event_once() throws Exception {
        int port = receiver();

        assertThat(deliver(to(port, SECRET)).status()).isEqualTo(204);
        assertThat(deliver(to(port, OTHER, SECRET)).status()).as("rotated").isEqualTo(204);

        assertThat(events).hasSize(1).first().asString().contains("¿Qué tal?");
    }

    @Test
    void the_receiver_refuses_what_is_not_signed_with_its_secret() throws Exception {
        int port = receiver();

        assertThat(deliver(to(port)).status()).isEqualTo(401);
        assertThat(deliver(to(port, OTHER)).status()).isEqualTo(401);
        assertThat(events).isEmpty();
    }

    @Test
    void what_is_old_is_refused_by_both() throws Exception {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));
        use(ConnectionSettings.DEFAULT);

        assertThat(deliver(to(receiver(), SECRET)).status()).isEqualTo(401);
        assertThat(isGenuine(SECRET, sent(SECRET), good.requests().get(0).body())).isFalse();
    }

    @Test
    void it_is_as_simple_without_a_library() throws Exception {
        Request request = sent(OTHER, SECRET);

        assertThat(isGenuine(SECRET, request, request.body())).isTrue();
        assertThat(isGenuine(OTHER, request, request.body())).isTrue();
        assertThat(isGenuine(SECRET.replace("Mf", "mf"), request, request.body())).isFalse();
        assertThat(isGenuine(SECRET, request, new byte[1])).isFalse();
    }

    private Request sent(String... secrets) throws Exception {
        deliver(to(good.port(), secrets));
        return good.requests().get(0);
    }

    private static boolean isGenuine(String secret, Request request, byte[] body)
            throws GeneralSecurityException {
        return isGenuine(
                secret,
                request.headers().get("webhook-id"),
                request.headers().get("webhook-timestamp"),
                request.headers().get("webhook-signature"),
                body);
    }

    @Test
    void the_page_has_this_code() throws Exception {
        String page = Files.readString(Path.of("../../docs/how-to/verify-a-signature.md"));
        String source =
                Files.readString(
                        Path.of(
                                "src/test/java/io/github/cameltimelines/delivery/VerifyASignatureHowToTest.java"));
        Matcher shown = Pattern.compile("(?s)```java\\n(.*?)```").matcher(page);
        int samples = 0;
        while (shown.find()) {
            samples++;
            assertThat(unspaced(source.split("    // page\\n")[samples]))
                    .isEqualTo(unspaced(shown.group(1)));
        }
        assertThat(samples).isEqualTo(2);
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @CsvSource({
        "how-to/verify-a-signature.md, How-to",
        "explanation/delivery-over-http.md, Explanation"
    })
    void a_page_says_its_kind_and_is_in_the_contents(String page, String kind) throws Exception {
        assertThat(Files.readString(Path.of("../../docs", page))).startsWith("*" + kind + ": ");
        assertThat(Files.readString(Path.of("../../docs/README.md"))).contains("](" + page + ")");
    }
}

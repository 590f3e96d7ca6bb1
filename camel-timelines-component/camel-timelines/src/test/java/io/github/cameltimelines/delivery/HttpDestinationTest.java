package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.cameltimelines.delivery.ScriptedServer.Request;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventBody.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a destination gets, and what becomes of its answer. */
class HttpDestinationTest extends HttpFixture {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private HttpSettings signed(String... secrets) {
        return to(good.url(), Format.TIMELINES, Map.of(), List.of(secrets), TIMEOUT);
    }

    private HttpSettings with(Map<String, String> headers) {
        return to(good.url(), Format.TIMELINES, headers, List.of(), TIMEOUT);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(Request request) {
        return request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    @ParameterizedTest
    @EnumSource
    void the_body_is_in_the_format_that_was_asked_for(Format format) throws Exception {
        Answer answer = deliver(to(good.url(), format, Map.of(), List.of(), TIMEOUT));

        assertThat(answer.delivered()).isTrue();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.error()).isNull();
        assertThat(answer.response()).isEqualTo("OK");
        Request request = good.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hook HTTP/1.1");
        assertThat(request.body()).isEqualTo(EventBody.of(event("message:received:new"), format));
        assertThat(request.headers()).containsEntry("content-type", format.contentType());
    }

    @Test
    void the_headers_are_these_and_no_others() throws Exception {
        clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00.9Z"), ZoneOffset.UTC);
        use(ConnectionSettings.DEFAULT);

        get(begin(attempt(with(Map.of("Authorization", "Bearer abc", "X-Env", "")), 3)));

        Request request = good.requests().get(0);
        assertThat(request.headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "host",
                                "127.0.0.1:" + good.port(),
                                "user-agent",
                                "Camel-Timelines",
                                "content-type",
                                "application/json",
                                "content-length",
                                Integer.toString(request.body().length),
                                "webhook-id",
                                "evt_7",
                                "webhook-timestamp",
                                "1795262400",
                                "timelines-event-type",
                                "message:received:new",
                                "timelines-attempt",
                                "3",
                                "authorization",
                                "Bearer abc",
                                "x-env",
                                ""));
    }

    @Test
    void a_signed_delivery_verifies_with_the_reference_library() throws Exception {
        deliver(signed(SECRET));

        Request request = good.requests().get(0);
        new Webhook(SECRET).verify(text(request.body()), headers(request));
        assertThatThrownBy(() -> new Webhook(OTHER).verify(text(request.body()), headers(request)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(
                        () ->
                                new Webhook(SECRET)
                                        .verify(text(request.body()) + " ", headers(request)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void while_a_secret_rotates_both_verify() throws Exception {
        deliver(signed(OTHER, SECRET));

        Request request = good.requests().get(0);
        new Webhook(OTHER).verify(text(request.body()), headers(request));
        new Webhook(SECRET).verify(text(request.body()), headers(request));
        assertThat(request.headers().get("webhook-signature"))
                .matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
    }

    @Test
    void without_a_secret_there_is_no_signature() throws Exception {
        deliver(signed());

        assertThat(good.requests().get(0).headers()).doesNotContainKey("webhook-signature");
    }

    @Test
    void the_id_is_the_same_on_every_attempt_and_the_time_is_the_attempts() throws Exception {
        HttpSettings wish = signed(SECRET);
        for (int number = 1; number <= 2; number++) {
            get(begin(attempt(wish, number)));
        }

        Request first = good.requests().get(0);
        Request second = good.requests().get(1);
        assertThat(second.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
        assertThat(second.headers()).containsEntry("timelines-attempt", "2");
        long sent = Long.parseLong(second.headers().get("webhook-timestamp"));
        assertThat(Instant.ofEpochSecond(sent))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void an_event_type_from_outside_cannot_add_a_header() throws Exception {
        HttpSettings wish = to(good.url(), Format.RAW, Map.of(), List.of(), TIMEOUT);
        Attempt attempt = attempt(wish, 1);
        Event odd = event("chat:ñ\r\nX-Injected: 1");

        assertThat(get(begin(new Attempt(odd, 1, attempt.subscription()))).delivered()).isTrue();

        assertThat(good.requests().get(0).headers())
                .containsEntry("timelines-event-type", "chat:???X-Injected:?1")
                .doesNotContainKey("x-injected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/ /",
                "'' /",
                "?a=1 /?a=1",
                "/in/a%20b?token=x%26y#part /in/a%20b?token=x%26y",
                "/größe /gr%C3%B6%C3%9Fe",
                "//double //double"
            })
    void the_path_is_the_urls(String path, String sent) throws Exception {
        deliver(to("http://127.0.0.1:" + good.port() + path));

        assertThat(good.requests().get(0).line()).isEqualTo("POST " + sent + " HTTP/1.1");
    }

    @Test
    void connections_are_used_again() throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(deliver(to(good.url())).delivered()).isTrue();
        }

        assertThat(good.connections()).isEqualTo(1);
        assertThat(destination.connections()).isEqualTo(new HttpDestination.Connections(0, 1, 0));
    }

    @Test
    void a_cookie_is_not_sent_back() throws Exception {
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 204 No Content\r\nSet-Cookie: a=b\r\n\r\n"));
        deliver(to(server.url()));
        assertThat(deliver(to(server.url())).delivered()).isTrue();

        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("cookie"));
    }

    @Test
    void changed_settings_hold_from_the_next_attempt_on() throws Exception {
        HttpSettings wish = signed(SECRET);
        Attempt attempt = attempt(wish, 1);
        get(begin(attempt));
        settings.put(attempt.subscription().id(), signed(OTHER));
        get(begin(attempt));

        new Webhook(OTHER)
                .verify(text(good.requests().get(1).body()), headers(good.requests().get(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 120 | PT2M",
                "503 | 120 | PT2M",
                "429 | 0 | PT0S",
                "429 | Sat, 21 Nov 2026 12:05:00 GMT | PT5M",
                "503 | Saturday, 21-Nov-26 12:05:00 GMT | PT5M",
                "503 | Sat, 21 Nov 2026 11:00:00 GMT | PT0S",
                "503 | 99999999999999999999 | PT277777H46M39S",
                "503 | soon |",
                "503 | -5 |",
                "503 | 1.5 |",
                "500 | 120 |",
                "200 | 120 |"
            })
    void a_destination_can_ask_to_be_left_alone(int status, String header, Duration retryAfter)
            throws Exception {
        clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
        use(ConnectionSettings.DEFAULT);
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 "
                                        + status
                                        + " Later\r\nRetry-After: "
                                        + header
                                        + "\r\nContent-Length: 0\r\n\r\n"));

        Answer answer = deliver(to(server.url()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.retryAfter()).isEqualTo(retryAfter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Content-Type",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Upgrade",
                "Expect",
                "User-Agent",
                "Accept-Encoding",
                "Proxy-Authorization",
                "Webhook-Signature",
                "timelines-attempt"
            })
    void a_header_of_ours_or_of_the_connection_is_refused(String name) {
        assertThatThrownBy(() -> HttpDestination.check(with(Map.of(name, "s3cret"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("headers: '" + name + "' is set by the delivery itself");
    }

    static List<Map<String, String>> unusable() {
        return List.of(
                Map.of("X-A", "a\r\nX-B: s3cret"),
                Map.of("X-A", "s3cret\u0000"),
                Map.of("X-A", "s3cret€"),
                Map.of("X-A", " s3cret"),
                Map.of("X-A", "s3cret".repeat(2_000)),
                Map.of("X A", "s3cret"),
                Map.of("X-A:", "s3cret"),
                Map.of("", "s3cret"),
                Map.of("X-É", "s3cret"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void a_header_that_cannot_be_sent_is_refused_without_telling_its_value(
            Map<String, String> headers) {
        assertThatThrownBy(() -> HttpDestination.check(with(headers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("headers: ")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_not base64!",
                "whsec_c2hvcnQ=",
                "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void a_secret_that_is_none_is_refused_without_telling_it(String secret) {
        assertThatThrownBy(() -> HttpDestination.check(signed(SECRET, secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret must be whsec_ and 24 to 64 bytes in Base64");
    }

    @Test
    void other_settings_that_cannot_be_delivered_with_are_refused() {
        assertThatThrownBy(() -> HttpDestination.check(to("ftp://example.com/")))
                .hasMessage("url: only http and https URLs are delivered to");
        assertThatThrownBy(() -> HttpDestination.check(to(good.url(), Duration.ZERO)))
                .hasMessage("timeout must be more than 0");
    }

    @Test
    void neither_the_token_in_a_url_nor_what_was_answered_is_in_a_text_of_ours() throws Exception {
        assertThat(DestinationUrl.of("https://me.example/s3cret?t=s3cret"))
                .hasToString("https://me.example");
        ScriptedServer echo =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 500 No\r\nContent-Length: 6\r\n\r\ns3cret"));

        Answer answer = deliver(to(echo.url()));

        assertThat(answer.response()).isEqualTo("s3cret");
        assertThat(answer.toString()).doesNotContain("s3cret");
    }

    @Test
    void an_attempt_with_settings_that_cannot_be_used_is_answered_too() throws Exception {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Host", "elsewhere"));

        assertThat(deliver(with(headers)).error())
                .isEqualTo("before the send: headers: 'Host' is set by the delivery itself");
        assertThat(good.connections()).isZero();
    }
}

package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuirksTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension = TimelinesEmulatorExtension.create();

    private TimelinesEmulator emulator;
    private Api api;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.api = Api.of(emulator);
    }

    @Test
    void a_trailing_slash_is_answered_with_an_html_404() {
        Api.Answer answer = api.post("/messages/", "{\"phone\":\"+34600111222\",\"text\":\"a\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).startsWith("text/html");
        assertThat(answer.body()).contains("TimelinesAI");
        assertThat(emulator.sentByApi()).isEmpty();
    }

    @Test
    void an_unknown_path_is_answered_with_an_html_404() {
        assertThat(api.get("/nothing/here").status()).isEqualTo(404);
        assertThat(api.get("/nothing/here").type()).startsWith("text/html");
        assertThat(Api.side(emulator).get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void a_wrong_or_missing_token_is_answered_with_a_text_401() {
        for (String token : List.of("wrong", "")) {
            Api.Answer answer = new Api(emulator.baseUrl(), token).get("/chats");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).startsWith("text/plain");
            assertThat(answer.body()).isEqualTo("Unauthorized");
        }
        assertThat(new Api(emulator.baseUrl(), null).get("/chats").status()).isEqualTo(401);
    }

    @Test
    void a_known_path_with_another_method_is_405() {
        assertThat(api.delete("/chats").status()).isEqualTo(405);
        assertThat(api.delete("/chats").json().get("error_code").asText())
                .isEqualTo("not_supported");
    }

    @Test
    void a_body_over_the_limit_is_413() {
        String big = "{\"text\":\"" + "x".repeat(1024 * 1024) + "\"}";
        Api.Answer answer = api.post("/messages", big);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("status").asText()).isEqualTo("error");
    }

    @Test
    void broken_json_is_400_without_a_stack_trace_or_the_input() {
        Api.Answer answer = api.post("/webhooks", "{\"event_type\": secret-token}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Bad JSON format")
                .doesNotContain("secret-token", "\tat ", "com.fasterxml");
    }

    @Test
    void a_malformed_path_is_400() {
        assertThat(Api.side(emulator).get("/customers/+34600111222/messages?waba=x").status())
                .isEqualTo(400);
    }

    @Test
    void an_upgrade_to_http2_is_declined_because_upgraded_calls_were_seen_to_hang() {
        assertThat(api.get("/chats").raw().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void requests_are_logged_without_their_query() {
        api.get("/chats?phone=%2B34600111222");
        api.get("/messages/abc");
        assertThat(emulator.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("GET /chats", "GET /messages/abc");
    }

    @Test
    void nothing_personal_is_in_a_string_form() {
        EmulatedMessage message =
                emulator.customer("+34600111222").named("Ana Lopez").writes("my secret");
        assertThat(message.toString() + emulator.customer("+34600111222") + emulator.webhooks())
                .doesNotContain("600111222", "Ana", "secret");
    }
}

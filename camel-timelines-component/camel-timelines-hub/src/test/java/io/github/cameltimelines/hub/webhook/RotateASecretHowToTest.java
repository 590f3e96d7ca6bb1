package io.github.cameltimelines.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.Receiver.Call;
import io.github.cameltimelines.hub.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands and the code of {@code docs/how-to/rotate-a-secret.md}. */
class RotateASecretHowToTest extends WebhookFixture {

    private static final String PAGE = "how-to/rotate-a-secret.md";

    // page
    static void verify(List<String> secrets, String body, Map<String, List<String>> headers)
            throws WebhookVerificationException {
        WebhookVerificationException refused = null;
        for (String secret : secrets) {
            try {
                new Webhook(secret).verify(body, headers);
                return;
            } catch (WebhookVerificationException e) {
                refused = e;
            }
        }
        throw refused;
    }

    @Test
    void the_commands_of_the_page_rotate_the_secret_and_its_code_verifies() throws Exception {
        try (Receiver receiver = new Receiver()) {
            hub.post(
                    WEBHOOKS,
                    webhook(
                            "message:received:new",
                            receiver.url("/a"),
                            "\"secret\":\"" + SECRET + "\""));
            String[] answers =
                    Shell.run(hub, Shell.blocks(Shell.page(PAGE), "sh").stream()).split("\n");
            JsonNode rotated = new ObjectMapper().readTree(answers[0]).get("data");
            String fresh = rotated.get("secret").asText();
            assertThat(answers[1]).contains("\"previous_secrets_until\"").doesNotContain(fresh);
            assertThat(answers[2]).doesNotContain("previous_secrets_until");
            String last = new ObjectMapper().readTree(answers[2]).at("/data/secret").asText();
            hub.post(
                    "/hub/api/v1/events",
                    "{\"event_type\":\"message:received:new\",\"message\":{\"message_uid\":\"m\"}}");
            await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.calls().isEmpty());
            Call call = receiver.calls().get(0);

            verify(List.of(SECRET, last), call.body(), call.headers());
            assertThatThrownBy(() -> verify(List.of(SECRET, fresh), call.body(), call.headers()))
                    .isInstanceOf(WebhookVerificationException.class);
        }
    }

    @Test
    void the_page_has_the_code_that_is_tested() throws Exception {
        String source =
                Files.readString(
                        Path.of(
                                "src/test/java/io/github/cameltimelines/hub/webhook/RotateASecretHowToTest.java"));
        String code = source.split("// page\n")[1].split("\n    @Test")[0];
        assertThat(words(Shell.blocks(Shell.page(PAGE), "java").get(0))).isEqualTo(words(code));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}

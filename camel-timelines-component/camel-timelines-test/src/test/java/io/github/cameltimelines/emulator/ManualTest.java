package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of {@code docs/reference/emulator.md}, run; the last test compares the two. */
class ManualTest {

    // Register it once per class:
    @RegisterExtension
    static TimelinesEmulatorExtension timelines =
            TimelinesEmulatorExtension.create().with(b -> b.pacing(Duration.ofMillis(5)));

    @Test
    void a_send_reaches_the_customer(TimelinesEmulator emulator) {
        long chat = emulator.customer("+34600111222").writes("What are your hours?").chatId();

        answerOverTheApi(emulator.baseUrl(), emulator.token(), chat);

        await().until(() -> emulator.sentByApi().get(0).status().equals("Read"));
    }

    @Test
    void one_without_junit() {
        try (TimelinesEmulator emulator = TimelinesEmulator.start()) {
            Customer ana = emulator.customer("+34600111222").named("Ana Lopez");
            EmulatedMessage asked = ana.writes("What are your hours?");
            ana.reacts(asked.uid(), "👍");
            ana.calls();
            emulator.account().disconnects();
            emulator.fireSample("waba:message:failed");
            assertThat(emulator.messages(asked.chatId())).hasSize(2);
        }
    }

    @Test
    void faults() {
        TimelinesEmulator emulator = timelines.emulator();
        emulator.faults()
                .api(ApiFault.tooManyRequests(Duration.ofSeconds(2)).times(3))
                .api(ApiFault.close().on("POST", "/chats/*/messages").afterPerforming())
                .lose(1)
                .duplicate(2);
        emulator.faults().clear();
        assertThat(Api.of(emulator).get("/chats").status()).isEqualTo(200);
    }

    private static void answerOverTheApi(String baseUrl, String token, long chat) {
        new Api(baseUrl, token).post("/chats/" + chat + "/messages", "{\"text\":\"9 to 5\"}");
    }

    @Test
    void the_page_shows_code_that_was_run() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/test/java/io/github/cameltimelines/emulator/ManualTest.java"));
        String page = Files.readString(Path.of("../../docs/reference/emulator.md"));
        assertThat(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results())
                .hasSize(3)
                .extracting((MatchResult block) -> plain(block.group(1)))
                .allSatisfy(block -> assertThat(plain(source)).contains(block));
    }

    private static String plain(String code) {
        return code.replaceAll("\\s+", " ").trim();
    }
}

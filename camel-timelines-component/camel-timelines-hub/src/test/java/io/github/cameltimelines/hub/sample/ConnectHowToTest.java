package io.github.cameltimelines.hub.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guides to automation platforms. */
class ConnectHowToTest {

    private static final String SECRET = "whsec_bWFrZS1hbmQtbjhuLWFuZC16YXBpZXItaGVyZQ==";

    @TempDir Path folder;
    private RunningHub hub;
    private Receiver platform;
    private TimelinesEmulator timelines;
    private long chat;

    @BeforeEach
    void start() throws Exception {
        hub = RunningHub.start(folder);
        platform = new Receiver();
        timelines = TimelinesEmulator.start();
        chat = timelines.customer("+34600111222").writes("Your hours?").chatId();
    }

    @AfterEach
    void stop() {
        timelines.close();
        platform.close();
        hub.close();
    }

    /** All commands of a page; the last of them is run later. */
    private List<String> commands(String page) throws Exception {
        return Shell.blocks(Shell.page("how-to/" + page), "sh").stream()
                .map(
                        block ->
                                block.replace(
                                                "https://hooks.zapier.com/hooks/standard/1/abc/",
                                                platform.url("/zap"))
                                        .replace(
                                                "https://app.timelines.ai/integrations/api",
                                                timelines.baseUrl()))
                .toList();
    }

    private List<String> run(List<String> blocks) throws Exception {
        String values =
                "CHAT=%d\nTIMELINES_TOKEN=%s\nSECRET=%s\nMAKE_URL=%s\nN8N_URL=%s"
                        .formatted(
                                chat,
                                timelines.token(),
                                SECRET,
                                platform.url("/make"),
                                platform.url("/n8n"));
        String output = Shell.run(hub, Stream.concat(Stream.of(values), blocks.stream()));
        List<String> answers = new ArrayList<>(output.lines().filter(l -> !l.isBlank()).toList());
        assertThat(answers)
                .hasSize(blocks.size())
                .allMatch(answer -> answer.startsWith("{\"status\":\"ok\""));
        return answers;
    }

    private Receiver.Call delivered(String path) throws Exception {
        hub.post(
                "/hub/api/v1/events",
                new String(new SampleEvents(java.time.Clock.systemUTC()).of("message:new")));
        await().atMost(Duration.ofSeconds(30)).until(() -> !platform.calls(path).isEmpty());
        return platform.calls(path).get(0);
    }

    private void hasNoWebhookLeft() throws Exception {
        assertThat(hub.get("/integrations/api/webhooks").data()).isEmpty();
    }

    @Test
    void those_for_zapier() throws Exception {
        List<String> commands = commands("connect-zapier.md");
        assertThat(commands).hasSize(5);
        List<String> answers = run(commands);
        assertThat(answers.get(0)).contains("\"name\":\"default\"");
        assertThat(answers.get(1)).contains("\"id\":1");
        assertThat(answers.get(2)).contains("\"id\":\"evt_example\"");
        assertThat(timelines.sentByApi())
                .extracting(EmulatedMessage::text)
                .containsExactly("We open at 9.");
        hasNoWebhookLeft();
    }

    @Test
    void those_for_make_and_its_deliveries_are_signed_and_have_the_key() throws Exception {
        List<String> commands = commands("connect-make.md");
        assertThat(commands).hasSize(5);
        String ownSecret = "SECRET=whsec_$(head -c 32 /dev/urandom | base64)\n";
        assertThat(commands.get(0)).startsWith(ownSecret);
        List<String> knownSecret = new ArrayList<>(commands.subList(0, 4));
        knownSecret.set(0, commands.get(0).substring(ownSecret.length()));
        run(knownSecret);
        Receiver.Call call = delivered("/make");
        new Webhook(SECRET).verify(call.body(), call.headers());
        assertThat(call.header("X-make-apikey")).isEqualTo("the key from Make");
        assertThat(timelines.sentByApi())
                .extracting(EmulatedMessage::text)
                .containsExactly("We open at 9.");
        run(commands.subList(4, 5));
        hasNoWebhookLeft();
        run(commands.subList(0, 1)); // with a secret that the reader makes
    }

    @Test
    void those_for_n8n() throws Exception {
        run(commands("connect-n8n-and-node-red.md"));
        Receiver.Call call = delivered("/n8n");
        new Webhook(SECRET).verify(call.body(), call.headers());
    }
}

package io.github.cameltimelines.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.emulator.EmulatedWebhook;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.Shell;
import io.github.cameltimelines.process.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the page, in their order, against an emulated TimelinesAI, while customers write
 * without a pause.
 */
class PutTheHubBeforeTimelinesAiHowToTest {

    private static final String PAGE = "how-to/put-the-hub-before-timelinesai.md";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern UID = Pattern.compile("\"message_uid\":\"([^\"]+)\"");
    private static final String FIRST = "https://your-app.com/webhooks/timelines";
    private static final String OTHER = "https://your-app.com/webhooks/archive";
    private static final String REGISTER =
            """
            curl -X POST "$TIMELINES/integrations/api/webhooks" \
            -H "Authorization: Bearer $TIMELINES_TOKEN" -H "Content-Type: application/json" \
            -d '{"event_type":"message:received:new","url":"%s"}'""";
    private static final int WRITES_EVERY_MS = 25;

    @TempDir Path folder;

    private final TimelinesEmulator timelines = TimelinesEmulator.builder().webhookLimit(2).start();
    private final int port = FreePort.next();
    private final String hook = "http://localhost:" + port + "/hooks/" + RunningHub.SECRET;
    private final ConcurrentLinkedQueue<String> written = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> first = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> other = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService customers = Executors.newSingleThreadScheduledExecutor();
    private HttpServer receivers;
    private List<String> commands;

    @BeforeEach
    void read_the_page_and_start_two_receivers() throws Exception {
        commands =
                Shell.blocks(Shell.page(PAGE), "sh").stream()
                        .filter(block -> block.startsWith("curl"))
                        .toList();
        receivers =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.setExecutor(Executors.newCachedThreadPool());
        receive("/timelines", first);
        receive("/archive", other);
        receivers.start();
    }

    private void receive(String path, ConcurrentLinkedQueue<String> seen) {
        receivers.createContext(
                path,
                call -> {
                    Matcher uid =
                            UID.matcher(
                                    new String(
                                            call.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    String attempt = call.getRequestHeaders().getFirst("timelines-attempt");
                    boolean again = attempt != null && !attempt.equals("1"); // a slow machine
                    if (uid.find() && !(again && seen.contains(uid.group(1)))) {
                        seen.add(uid.group(1));
                    }
                    call.sendResponseHeaders(204, -1);
                    call.close();
                });
    }

    @AfterEach
    void stop() {
        customers.shutdownNow();
        timelines.close();
        receivers.stop(0);
    }

    private String shell(RunningHub hub, String command) throws Exception {
        String variables =
                "HUB=%s HUB_TOKEN=%s HOOK=%s TIMELINES=%s TIMELINES_TOKEN=%s"
                        .formatted(
                                hub.url(),
                                RunningHub.TOKEN,
                                hook,
                                timelines.url(),
                                timelines.token());
        return Shell.run(hub, Stream.of(variables, here(command))).trim();
    }

    private String here(String text) {
        return text.replace(
                "https://your-app.com/webhooks",
                "http://localhost:" + receivers.getAddress().getPort());
    }

    @Test
    void receivers_move_one_by_one_and_no_event_is_lost_or_comes_twice() throws Exception {
        try (RunningHub hub = hub(Map.of())) {
            assertThat(commands).hasSize(6);
            for (String url : List.of(FIRST, OTHER)) {
                shell(hub, REGISTER.formatted(url));
            }
            customers.scheduleWithFixedDelay(
                    () -> written.add(timelines.customer("+34600111222").writes("Hello").uid()),
                    0,
                    WRITES_EVERY_MS,
                    TimeUnit.MILLISECONDS);
            assertThat(shell(hub, commands.get(0))).isEqualTo("400");
            assertThat(shell(hub, commands.get(1))).contains("\"id\":7654321", "\"id\":7654322");
            int before = written.size();
            await().atMost(PATIENCE).until(() -> first.size() > before);
            shell(hub, commands.get(2));
            shell(hub, commands.get(3));
            shell(hub, commands.get(4));
            int moved = written.size();
            await().atMost(PATIENCE).until(() -> written.size() > moved + 20);
            shell(hub, commands.get(5));
            assertThat(hub.get("/integrations/api/webhooks/1").data().get("signed").asBoolean())
                    .isTrue();
            customers.shutdown();
            assertThat(customers.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(first).containsAll(written);
                                assertThat(other).containsAll(written);
                            });
        }
        assertThat(first).as("the first of its type").doesNotHaveDuplicates();
        assertThat(timelines.webhooks())
                .extracting(EmulatedWebhook::url)
                .as("TimelinesAI calls the hub, and nobody else")
                .containsExactly(hook);
        assertTheHubSeesToIt();
    }

    private void assertTheHubSeesToIt() throws Exception {
        List<EmulatedWebhook> moved = timelines.webhooks();
        Map<String, String> upstream =
                Map.of(
                        "timelines.upstream.token",
                        timelines.token(),
                        "timelines.upstream.base-url",
                        timelines.baseUrl());
        try (RunningHub hub = hub(upstream)) {
            await().atMost(PATIENCE).until(() -> isUp(hub));
            assertThat(timelines.webhooks()).isEqualTo(moved);
        }
    }

    private static boolean isUp(RunningHub hub) {
        HealthCheck.Result result =
                HealthCheckRegistry.get(hub.camel())
                        .getCheck("timelines-upstream")
                        .orElseThrow()
                        .call();
        return result.getState() == HealthCheck.State.UP
                && Integer.valueOf(1).equals(result.getDetails().get("webhooks.registered"));
    }

    private RunningHub hub(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("timelines.port", String.valueOf(port));
        settings.put("timelines.upstream.public-url", "http://localhost:" + port);
        settings.put("timelines.allowed-destinations", "127.0.0.0/8,::1/128");
        return RunningHub.start(folder, settings);
    }
}

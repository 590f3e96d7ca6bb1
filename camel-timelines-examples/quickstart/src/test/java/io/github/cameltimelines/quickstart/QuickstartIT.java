package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.process.JavaProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that was built, started as a user starts it. */
class QuickstartIT {

    private static final String ANA = "+34600111222";
    private static final Path RECEIVER =
            Path.of("src/main/java/io/github/cameltimelines/quickstart/Receiver.java")
                    .toAbsolutePath();
    private static final String ANY_PORT = "--timelines.port=0";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void a_question_is_answered_and_the_welcome_says_where_to_look() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            int port = quickstart.port();
            Caller caller = new Caller("http://localhost:" + port);
            long chat = caller.says(ANA, "What are your hours?");
            await().atMost(PATIENCE).until(() -> !caller.answers(chat).isEmpty());
            assertThat(caller.answers(chat)).containsExactly(Caller.HOURS);
            assertThat(String.join("\n", quickstart.lines()))
                    .contains("http://localhost:" + port + "/emulator/customers/%2B34600111222")
                    .contains(
                            "http://localhost:" + port + "/emulator/integrations/api/chats/" + chat)
                    .contains("http://localhost:" + port + "/integrations/api/webhooks")
                    .contains(directory.toRealPath().resolve("timelines-data").toString());
            assertThat(quickstart.lines()).hasSizeBetween(10, 20);
            assertThat(directory.resolve("timelines-data")).isDirectory();
        }
    }

    @Test
    void timelines_ai_calls_the_hub_the_hub_calls_the_bot_and_each_event_is_answered_once()
            throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            String url = "http://localhost:" + quickstart.port();
            Caller caller = new Caller(url);
            assertThat(caller.webhooks()).singleElement().asString().startsWith(url + "/hooks/");
            assertThat(caller.hubWebhooks())
                    .singleElement()
                    .asString()
                    .startsWith(url + "/timelines/webhooks/");
            // Twice the same event, as after a call that TimelinesAI did not see answered.
            caller.faults(Map.of("webhooks", Map.of("duplicate", 1)));
            long chat = caller.says(ANA, "What are your hours?");
            await().atMost(PATIENCE).until(() -> !caller.answers(chat).isEmpty());
            caller.says(ANA, "Where is your pricing?");
            await().atMost(PATIENCE).until(() -> caller.answers(chat).size() > 1);
            assertThat(caller.answers(chat)).containsExactly(Caller.HOURS, Caller.PRICING);
        }
    }

    @Test
    void a_webhook_of_ones_own_at_the_hub_gets_the_events_that_the_bot_gets() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String receives = "http://localhost:" + port + "/";
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT);
                JavaProcess receiver =
                        new JavaProcess(
                                directory, List.of(RECEIVER.toString(), String.valueOf(port)))) {
            Caller caller = new Caller("http://localhost:" + quickstart.port());
            receiver.awaitLine(line -> line.contains(receives));
            caller.addHubWebhook("message:new", receives);
            await().atMost(PATIENCE).until(() -> caller.webhooks().size() == 2);
            long chat = caller.says(ANA, "What are your hours?");
            receiver.awaitLine(line -> line.startsWith("evt_") && line.contains(Caller.HOURS));
            assertThat(receiver.lines())
                    .filteredOn(line -> line.startsWith("evt_"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("\"event_type\":\"message:new\""));
            assertThat(caller.answers(chat)).containsExactly(Caller.HOURS);
        }
    }

    @Test
    void the_root_leads_to_the_console_whose_menu_leads_to_the_chat_and_back() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            String url = "http://localhost:" + quickstart.port();
            Caller caller = new Caller(url);
            assertThat(String.join("\n", quickstart.lines()))
                    .contains(url + "/, sign in with demo-token-of-the-hub");
            HttpResponse<String> root = caller.get("/");
            assertThat(root.statusCode()).isEqualTo(302);
            assertThat(root.headers().firstValue("location")).contains("console/");
            assertThat(caller.consoleOf("demo-token-of-the-hub"))
                    .contains("<a href=\"../emulator\">Chat</a>");
            HttpResponse<String> page = caller.get("/emulator");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type").orElse(""))
                    .startsWith("text/html");
            assertThat(page.body())
                    .contains("Write as the customer", "<a href=\"/console/\">Overview</a>")
                    .contains("<a href=\"/console/deliveries\">the hub&#39;s deliveries</a>");
        }
    }

    @Test
    void an_event_that_waited_when_it_was_killed_is_answered_after_the_next_start()
            throws Exception {
        int port;
        long chat;
        String webhook;
        String hubWebhook;
        try (QuickstartProcess first = QuickstartProcess.start(directory, ANY_PORT)) {
            port = first.port();
            Caller caller = new Caller("http://localhost:" + port);
            webhook = caller.webhooks().get(0);
            hubWebhook = caller.hubWebhooks().get(0);
            caller.faults(Map.of("api", Collections.nCopies(9, Map.of("status", 503))));
            chat = caller.says(ANA, "Where is your pricing?");
            await().atMost(PATIENCE)
                    .until(() -> first.lines().stream().anyMatch(l -> l.contains("route failed")));
            first.kill();
        }
        try (QuickstartProcess second =
                QuickstartProcess.start(directory, "--timelines.port=" + port)) {
            Caller caller = new Caller("http://localhost:" + second.port());
            assertThat(caller.webhooks()).containsExactly(webhook);
            assertThat(caller.hubWebhooks()).containsExactly(hubWebhook);
            await().atMost(PATIENCE)
                    .until(() -> caller.answers(chat).equals(List.of(Caller.PRICING)));
            assertThat(caller.says(ANA, "And your hours?")).isEqualTo(chat);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(caller.answers(chat))
                                            .containsExactlyInAnyOrder(
                                                    Caller.HOURS, Caller.PRICING));
        }
    }

    @Test
    void a_second_start_shows_the_chat_of_the_first_and_has_its_webhooks() throws Exception {
        long chat;
        try (QuickstartProcess first = QuickstartProcess.start(directory, ANY_PORT)) {
            Caller caller = new Caller("http://localhost:" + first.port());
            caller.addHubWebhook("message:new", "http://localhost:9/mine");
            await().atMost(PATIENCE).until(() -> caller.webhooks().size() == 2);
            chat = caller.says(ANA, "What are your hours?");
            await().atMost(PATIENCE).until(() -> !caller.answers(chat).isEmpty());
            first.interrupt();
            first.exitCode();
        }
        try (QuickstartProcess second = QuickstartProcess.start(directory, ANY_PORT)) {
            Caller caller = new Caller("http://localhost:" + second.port());
            assertThat(caller.answers(chat)).containsExactly(Caller.HOURS);
            assertThat(caller.hubWebhooks()).contains("http://localhost:9/mine");
            assertThat(caller.get("/emulator?phone=%2B34600111222").body())
                    .contains("What are your hours?", Caller.HOURS);
        }
    }

    @Test
    void a_damaged_file_of_the_emulator_is_one_line_and_exit_code_1() throws Exception {
        Path file = directory.resolve("timelines-data/emulator.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "nonsense");
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            assertThat(quickstart.exitCode()).isEqualTo(1);
            assertThat(quickstart.lines().get(quickstart.lines().size() - 1))
                    .contains("emulator.json", "is damaged");
            assertThat(quickstart.lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void ctrl_c_stops_it_cleanly() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            quickstart.port();
            quickstart.interrupt();
            assertThat(quickstart.exitCode()).isEqualTo(130); // 128 + SIGINT
            List<String> lines = quickstart.lines();
            assertThat(lines.get(lines.size() - 1)).isEqualTo("Stopping.");
            assertThat(lines).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
            try (var files = Files.list(directory.resolve("timelines-data"))) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".lock.db"));
            }
        }
    }

    @Test
    void a_port_in_use_is_one_line_and_exit_code_1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                QuickstartProcess quickstart =
                        QuickstartProcess.start(
                                directory, "--timelines.port=" + taken.getLocalPort())) {
            assertThat(quickstart.exitCode()).isEqualTo(1);
            assertThat(quickstart.lines()).hasSize(1);
            assertThat(quickstart.lines().get(0))
                    .contains(String.valueOf(taken.getLocalPort()), "--timelines.port=");
        }
    }

    @Test
    void a_ledger_in_use_is_one_line_and_exit_code_1() throws Exception {
        try (QuickstartProcess first = QuickstartProcess.start(directory, ANY_PORT)) {
            first.port();
            try (QuickstartProcess second = QuickstartProcess.start(directory, ANY_PORT)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.lines().get(second.lines().size() - 1))
                        .contains("Another process uses", "timelines-data");
                assertThat(second.lines()).noneMatch(line -> line.startsWith("\tat "));
            }
        }
    }

    @Test
    void an_unknown_option_is_one_line_and_exit_code_2() throws Exception {
        try (QuickstartProcess quickstart =
                QuickstartProcess.start(directory, "--timelines.prot=8081")) {
            assertThat(quickstart.exitCode()).isEqualTo(2);
            assertThat(quickstart.lines()).hasSize(1);
            assertThat(quickstart.lines().get(0)).contains("--timelines.prot", "--timelines.port=");
        }
    }
}

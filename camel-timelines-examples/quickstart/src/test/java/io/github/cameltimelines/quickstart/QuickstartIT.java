package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
                    .contains(directory.toRealPath().resolve("timelines-data").toString());
            assertThat(quickstart.lines()).hasSizeBetween(10, 16);
            assertThat(directory.resolve("timelines-data")).isDirectory();
        }
    }

    @Test
    void the_root_leads_to_the_page_with_the_chat() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(directory, ANY_PORT)) {
            Caller caller = new Caller("http://localhost:" + quickstart.port());
            HttpResponse<String> root = caller.get("/");
            assertThat(root.statusCode()).isEqualTo(302);
            assertThat(root.headers().firstValue("location")).contains("/emulator");
            HttpResponse<String> page = caller.get("/emulator");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type").orElse(""))
                    .startsWith("text/html");
            assertThat(page.body()).contains("Write as the customer");
        }
    }

    @Test
    void an_event_that_waited_when_it_was_killed_is_answered_after_the_next_start()
            throws Exception {
        int port;
        long chat;
        String webhook;
        try (QuickstartProcess first = QuickstartProcess.start(directory, ANY_PORT)) {
            port = first.port();
            Caller caller = new Caller("http://localhost:" + port);
            webhook = caller.webhooks().get(0);
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
    void a_second_start_shows_the_chat_of_the_first() throws Exception {
        long chat;
        try (QuickstartProcess first = QuickstartProcess.start(directory, ANY_PORT)) {
            Caller caller = new Caller("http://localhost:" + first.port());
            chat = caller.says(ANA, "What are your hours?");
            await().atMost(PATIENCE).until(() -> !caller.answers(chat).isEmpty());
            first.interrupt();
            first.exitCode();
        }
        try (QuickstartProcess second = QuickstartProcess.start(directory, ANY_PORT)) {
            Caller caller = new Caller("http://localhost:" + second.port());
            assertThat(caller.answers(chat)).containsExactly(Caller.HOURS);
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

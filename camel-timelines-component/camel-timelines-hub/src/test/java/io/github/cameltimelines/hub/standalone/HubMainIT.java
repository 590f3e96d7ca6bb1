package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standalone jar, as its user meets it. */
class HubMainIT {

    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                    + "\"message\":{\"message_uid\":\"u-1\",\"direction\":\"received\"}}";

    private static final int SIGTERM = 128 + 15;

    @TempDir Path directory;

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void the_first_start_shows_token_and_hook_once_and_both_work_after_a_restart()
            throws Exception {
        String token;
        String hook;
        try (HubProcess first = HubProcess.start(directory, "--timelines.port=0")) {
            first.awaitReady();
            token = first.told("Token").orElseThrow();
            hook = first.told("Hook URL").orElseThrow();
            assertThat(first.told("Console").orElseThrow())
                    .isEqualTo(hook.substring(0, hook.indexOf("hooks/")));
            assertThat(first.lines()).hasSizeLessThanOrEqualTo(19);
            first.interrupt();
            first.exitCode();
            assertThat(first.lines()).contains("Stopping.");
            assertThat(first.lines()).noneMatch(line -> line.contains("Exception"));
        }
        try (HubProcess second = HubProcess.start(directory, "--timelines.port=0")) {
            second.awaitReady();
            assertThat(String.join("\n", second.lines()))
                    .doesNotContain(token, hook.substring(hook.lastIndexOf('/') + 1));
            String api = second.told("Webhooks API").orElseThrow();
            HttpResponse<String> list =
                    send(
                            HttpRequest.newBuilder(URI.create(api))
                                    .header("Authorization", "Bearer " + token));
            assertThat(list.body()).isEqualTo("{\"status\":\"ok\",\"data\":[]}");
            URI at = URI.create(api).resolve(URI.create(hook).getPath());
            assertThat(send(event(at)).statusCode()).isEqualTo(200);
            assertThat(send(event(URI.create(at + "x"))).statusCode()).isEqualTo(404);
        }
    }

    private static HttpRequest.Builder event(URI at) {
        return HttpRequest.newBuilder(at)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(EVENT));
    }

    @Test
    void what_keeps_it_from_running_is_one_line_and_exit_code_1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertOneLine("is in use", "--timelines.port=" + taken.getLocalPort());
        }
        assertOneLine("timelines.prot", "--timelines.prot=1");
        assertOneLine("timelines.port", "--timelines.port=many");
        assertOneLine(
                "ledger",
                "--timelines.port=0",
                "--timelines.datasource.url=jdbc:postgresql://localhost:1/none");
    }

    @Test
    void a_folder_in_use_is_one_line_and_exit_code_1() throws Exception {
        try (HubProcess first = HubProcess.start(directory, "--timelines.port=0")) {
            first.awaitReady();
            assertOneLine("Another process uses", "--timelines.port=0");
        }
    }

    @Test
    void told_to_stop_it_is_not_ready_and_still_serves_for_the_time_of_the_drain()
            throws Exception {
        try (HubProcess hub =
                HubProcess.start(directory, "--timelines.port=0", "--timelines.drain=6s")) {
            hub.awaitReady();
            URI hook = URI.create(hub.told("Hook URL").orElseThrow());
            HttpRequest.Builder ready =
                    HttpRequest.newBuilder(hook.resolve("/observe/health/ready"));
            assertThat(send(ready).statusCode()).isEqualTo(200);
            hub.terminate();
            await().until(() -> send(ready).statusCode() == 503);
            assertThat(send(event(hook)).statusCode()).isEqualTo(200);
            assertThat(hub.exitCode()).isEqualTo(SIGTERM);
            assertThat(hub.lines()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void options_of_the_component_count_before_the_ledger_is_opened() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"),
                "timelines.port=0\ncamel.component.timelines.ledger=memory\n");
        try (HubProcess hub = HubProcess.start(directory)) {
            hub.awaitReady();
        }
        assertThat(directory.resolve("timelines-data")).doesNotExist();
    }

    @Test
    void a_file_says_what_is_logged_instead() throws Exception {
        Files.writeString(
                directory.resolve("logback.xml"),
                """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>by the file: %logger %msg%n</pattern></encoder>
                  </appender>
                  <logger name="org.apache.camel.main" level="INFO"/>
                  <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
        try (HubProcess hub =
                HubProcess.startWith(
                        "-Dlogback.configurationFile=logback.xml",
                        directory,
                        "--timelines.port=0")) {
            hub.awaitReady();
            assertThat(hub.lines())
                    .anyMatch(line -> line.startsWith("by the file: org.apache.camel.main"));
        }
    }

    private void assertOneLine(String content, String... arguments) throws Exception {
        try (HubProcess hub = HubProcess.start(directory, arguments)) {
            assertThat(hub.exitCode()).as(hub.lines().toString()).isEqualTo(1);
            assertThat(hub.lines()).hasSize(1).first().asString().contains(content);
        }
    }
}

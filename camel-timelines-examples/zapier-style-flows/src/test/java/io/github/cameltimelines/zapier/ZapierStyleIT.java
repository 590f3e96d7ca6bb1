package io.github.cameltimelines.zapier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flows in the real hub, a process of its own, with what each of them talks to. */
class ZapierStyleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "token-of-the-example";

    @TempDir static Path folder;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> POSTED = new CopyOnWriteArrayList<>();
    private static TimelinesEmulator timelines;
    private static GreenMail mail;
    private static HttpServer web;
    private static JavaProcess hub;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        timelines = TimelinesEmulator.builder().pacing(Duration.ZERO).start();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                call -> {
                    String body =
                            new String(
                                    call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    boolean fails = call.getRequestURI().getPath().equals("/fails");
                    if (!fails) {
                        POSTED.add(body);
                    }
                    call.sendResponseHeaders(fails ? 500 : 200, -1);
                    call.close();
                });
        web.start();
        copy(Path.of("flows"), Files.createDirectory(folder.resolve("flows")));
        Files.copy(Path.of("application.properties"), folder.resolve("application.properties"));
        int port = freePort();
        url = "http://localhost:" + port;
        hub =
                new JavaProcess(
                        folder,
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Dmail.server=127.0.0.1:" + mail.getSmtp().getPort(),
                                "-Dwebhook.url=http://127.0.0.1:"
                                        + web.getAddress().getPort()
                                        + "/chat",
                                "-jar",
                                System.getProperty("hub.jar"),
                                "--timelines.port=" + port,
                                "--timelines.upstream.token=" + timelines.token(),
                                "--timelines.upstream.base-url=" + timelines.baseUrl(),
                                "--timelines.upstream.public-url=" + url));
        hub.awaitLine(line -> line.startsWith("Ctrl-C"));
        for (String type : List.of("message:received:new", "chat:new", "call:incoming:missed")) {
            await(type)
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    timelines.webhooks().stream()
                                            .anyMatch(w -> w.toString().contains(type)));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (hub != null) {
            hub.close();
        }
        web.stop(0);
        mail.stop();
        timelines.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String call(String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private static String flow(String file) throws Exception {
        return call("GET", "/hub/api/v1/flows/" + file, "");
    }

    private static List<String> subjects() {
        return Stream.of(mail.getReceivedMessages())
                .map(
                        received -> {
                            try {
                                return received.getSubject();
                            } catch (jakarta.mail.MessagingException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .toList();
    }

    @Test
    void a_message_with_the_keyword_is_mailed_and_a_changed_file_counts_while_the_hub_runs()
            throws Exception {
        var ana = timelines.customer("+34600111222").named("Ana");
        ana.writes("Hello");
        ana.writes("What is the PRICE?");
        await().atMost(PATIENCE).until(() -> !subjects().isEmpty());
        assertThat(subjects()).hasSize(1).first().asString().startsWith("price: Ana");
        await().atMost(PATIENCE)
                .until(() -> flow("keyword-to-mail").contains("\"events_in\":2,\"events_out\":1"));
        await().atMost(PATIENCE)
                .until(() -> POSTED.stream().anyMatch(body -> body.contains("Ana")));
        assertThat(POSTED.get(0)).startsWith("{").contains("chat:new");

        Path file = folder.resolve("flows/keyword-to-mail.yaml");
        String before = Files.readString(file);
        Files.writeString(file, before.replace("parameters:", "parametres:"));
        await().atMost(PATIENCE).until(() -> flow("keyword-to-mail").contains("\"current\":false"));
        assertThat(flow("keyword-to-mail")).contains("parametres", "\"line\":7", "running");
        ana.writes("price, please");
        await().atMost(PATIENCE).until(() -> subjects().size() == 2);

        Files.writeString(file, before.replace("{{mail.keyword}}", "hours"));
        await().atMost(PATIENCE).until(() -> flow("keyword-to-mail").contains("\"current\":true"));
        ana.writes("What are your hours?");
        await().atMost(PATIENCE).until(() -> subjects().size() == 3);
        assertThat(subjects().get(2)).startsWith("hours: Ana");
    }

    @Test
    void a_missed_call_becomes_a_task() throws Exception {
        timelines.customer("+34600333444").named("Bo").calls();
        await().atMost(PATIENCE)
                .until(() -> flow("missed-call-to-task").contains("\"events_out\":2"));
        assertThat(tasks()).hasSize(1).first().asString().startsWith("Call Bo back at ");
    }

    private static List<String> tasks() throws SQLException {
        String database = "jdbc:h2:" + folder.resolve("timelines-data/tasks") + ";AUTO_SERVER=TRUE";
        List<String> tasks = new CopyOnWriteArrayList<>();
        try (Connection connection = DriverManager.getConnection(database, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT what FROM task")) {
            while (row.next()) {
                tasks.add(row.getString(1));
            }
        }
        return tasks;
    }

    @Test
    void a_webhook_that_fails_is_told_by_whatsapp() throws Exception {
        String to = "http://127.0.0.1:" + web.getAddress().getPort() + "/fails";
        call(
                "POST",
                "/integrations/api/webhooks",
                "{\"event_type\":\"waba:account:active\",\"url\":\""
                        + to
                        + "\",\"retry_schedule\":\"100ms,100ms,100ms,100ms\"}");
        call("POST", "/hub/api/v1/events", "{\"event_type\":\"waba:account:active\",\"n\":1}");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                timelines.sentByApi().stream()
                                        .anyMatch(sent -> sent.text().contains("/fails fails.")));
    }
}

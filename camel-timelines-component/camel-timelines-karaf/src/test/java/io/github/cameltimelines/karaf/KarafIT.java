package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The features of this build in the real Apache Karaf, with the quickstart's bot. One Karaf. */
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason =
                "Karaf 4.4 starts with a security manager, which Java 24 and newer refuse: it runs on Java 17")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarafIT {

    private static final String COMPONENT = "io.github.cameltimelines.TimelinesComponent";
    private static final String OPTIONS = BotInKaraf.OPTIONS;
    private static final String HUB = "io.github.cameltimelines.hub.cfg";
    private static final String BOT = BotInKaraf.BOT;

    private static final int BOT_PORT = KarafContainer.freePort();

    private static final int HUB_PORT = KarafContainer.freePort();
    private static final String HUB_URL = "http://127.0.0.1:" + HUB_PORT;
    private static final String HUB_TOKEN = "token-of-the-hub-in-karaf";
    private static final String HUB_SECRET = "secret-of-the-hub-in-karaf";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TimelinesEmulator timelines;
    private static KarafContainer karaf;
    private static int repliesBefore;

    @BeforeAll
    static void install() throws Exception {
        timelines = TimelinesEmulator.start();
        karaf = BotInKaraf.start();
    }

    @AfterAll
    static void end() {
        if (karaf != null) {
            karaf.close();
        }
        if (timelines != null) {
            timelines.close();
        }
    }

    private static void configure(String file, String text) throws IOException {
        BotInKaraf.configure(karaf, file, text);
    }

    private static String options(String path) {
        return BotInKaraf.options(timelines, BOT_PORT, path);
    }

    @Test
    @Order(1)
    void the_quickstarts_bot_answers() throws Exception {
        BotInKaraf.install(karaf, timelines, BOT_PORT);

        SameBot.answers(timelines);
        assertThat(karaf.data().resolve("timelines/karaf-bot/ledger.mv.db")).exists();
    }

    @Test
    @Order(2)
    void a_changed_option_counts_without_a_restart() throws Exception {
        configure(OPTIONS, options("/bot/hooks"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(timelines.webhooks())
                                        .anyMatch(
                                                webhook -> webhook.url().contains("/bot/hooks/")));
        timelines.faults().forgetWebhooks();
        configure(OPTIONS, options("/bot/again"));

        SameBot.answers(timelines);
    }

    @Test
    @Order(3)
    void a_refreshed_bundle_answers_again() throws Exception {
        karaf.management().bundle("refresh", "camel-timelines");

        awaitBot();
        SameBot.answersAgain(timelines);
    }

    @Test
    @Order(4)
    void what_was_pending_at_a_kill_is_answered_after_it() throws Exception {
        askInVain();

        karaf.kill();
        timelines.faults().clear();
        karaf.start();

        awaitOneReply();
    }

    @Test
    @Order(5)
    void what_was_pending_at_a_stop_is_answered_after_it() throws Exception {
        askInVain();

        karaf.stop();
        timelines.faults().clear();
        karaf.start();

        awaitOneReply();
        awaitBot();
        SameBot.answersAgain(timelines);
    }

    @Test
    @Order(6)
    void the_hub_feeds_the_bot() throws Exception {
        karaf.management().bundle("stop", "karaf-bot");
        timelines.reset();
        // Before the feature, whose own file would start a hub at once, on port 8080.
        configure(HUB, hubSettings());
        karaf.management().install("camel-timelines-hub");
        assertThat(karaf.etc(HUB)).content().contains(HUB_TOKEN);
        configure(BOT, BotInKaraf.bot(BOT_PORT, HUB_URL + "/integrations/api", HUB_TOKEN));
        awaitPort(HUB_PORT);
        karaf.management().bundle("start", "karaf-bot");

        SameBot.answers(timelines);
    }

    @Test
    @Order(7)
    void the_hubs_api_answers_on_undertow_as_elsewhere() throws Exception {
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/ready").body()).contains("\"UP\"");
        assertThat(get("/openapi.json").body()).contains("3.1");
        assertThat(get("/integrations/api/webhooks").statusCode()).isEqualTo(401);
        assertThat(call("GET", "/integrations/api/webhooks", HUB_TOKEN, "").body())
                .contains("\"event_type\":\"message:received:new\"");
        assertThat(call("PATCH", "/integrations/api/webhooks", HUB_TOKEN, "{}").statusCode())
                .isEqualTo(405);
        assertThat(call("DELETE", "/integrations/api/webhooks", HUB_TOKEN, "").body())
                .contains("not_supported");
        assertThat(call("GET", "/integrations/api/nothing", HUB_TOKEN, "").statusCode())
                .isEqualTo(404);
        assertThat(call("GET", "/nowhere", HUB_TOKEN, "").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/hooks/not-the-secret-of-it", HUB_TOKEN, "{}").statusCode())
                .isEqualTo(404);
        assertThat(
                        call("POST", "/hooks/" + HUB_SECRET, HUB_TOKEN, " ".repeat(1 << 21))
                                .statusCode())
                .isEqualTo(413);
    }

    @Test
    @Order(7)
    void the_console_works_on_undertow() throws Exception {
        assertThat(get("/").headers().firstValue("Location")).hasValue("console/");
        HttpResponse<String> asked = get("/console/sign-in");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(asked.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(form("/console/sign-in?token=" + HUB_TOKEN, "a=b", "").statusCode())
                .isEqualTo(400);

        HttpResponse<String> signedIn = form("/console/sign-in", "token=" + HUB_TOKEN, "");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        HttpResponse<String> home = form("/console/", null, cookie);
        assertThat(home.statusCode()).isEqualTo(200);
        String csrf = home.body().replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(form("/console/sign-out", "csrf=x&csrf=" + csrf, cookie).statusCode())
                .isEqualTo(403);
        assertThat(form("/console/sign-out", "csrf=" + csrf + "&csrf=x", cookie).statusCode())
                .isEqualTo(303);
        assertThat(form("/console/", null, cookie).statusCode()).isEqualTo(303);
    }

    /** Sends a form, or asks for a page where there is none. */
    private static HttpResponse<String> form(String path, String fields, String cookie)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(HUB_URL + path))
                        .header("Cookie", cookie)
                        .timeout(PATIENCE);
        if (fields != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @Order(8)
    void a_flow_in_karafs_folder_runs() throws Exception {
        Path flows = Files.createDirectories(karaf.home().resolve("flows"));
        Files.writeString(
                flows.resolve("note.yaml"),
                """
                - from:
                    uri: timelines:message:received:new
                    steps:
                      - convertBodyTo:
                          type: io.github.cameltimelines.model.ChatMessage
                      - to: log:note?showBody=false
                """);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(call("GET", "/hub/api/v1/flows", HUB_TOKEN, "").body())
                                        .contains("\"running\""));
        SameBot.answersAgain(timelines);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(call("GET", "/hub/api/v1/flows", HUB_TOKEN, "").body())
                                        .contains("\"events_in\":1"));
    }

    @Test
    @Order(9)
    void nothing_is_left_after_the_features_are_uninstalled() throws Exception {
        KarafManagement management = karaf.management();
        management.bundle("uninstall", "karaf-bot");
        management.uninstall("camel-timelines-hub");
        management.uninstall("camel-timelines");

        assertThat(management.bundles().keySet())
                .contains("org.apache.camel.camel-api")
                .noneMatch(name -> name.startsWith("camel-timelines"));
        assertThat(management.camelBeans()).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(management.threads())
                                        .filteredOn(name -> !name.startsWith("fileinstall-"))
                                        .noneMatch(name -> name.contains("timelines"))
                                        .noneMatch(name -> name.contains("karaf-bot")));
        assertThat(listens(BOT_PORT)).isFalse();
        assertThat(listens(HUB_PORT)).isFalse();
        assertClosed(karaf.data().resolve("timelines/karaf-bot/ledger"));
        assertClosed(karaf.data().resolve("timelines-hub/ledger"));
    }

    /** Camel and Java keep one, until the next one: see the how-to guide. */
    @Test
    @Order(10)
    void classes_do_not_pile_up_when_it_is_installed_again() throws Exception {
        KarafManagement management = karaf.management();
        timelines.reset();
        BotInKaraf.install(karaf, timelines, BOT_PORT);
        SameBot.answers(timelines);
        assertThat(management.loadersOf(COMPONENT)).isNotEmpty();

        management.bundle("uninstall", "karaf-bot");
        management.uninstall("camel-timelines");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(management.loadersOf(COMPONENT)).hasSizeLessThan(2));
    }

    /** H2 locks the file while somebody has it open. */
    private static void assertClosed(Path ledger) throws Exception {
        assertThat(ledger.resolveSibling("ledger.mv.db")).exists();
        DriverManager.getConnection("jdbc:h2:file:" + ledger.toAbsolutePath(), "timelines", "")
                .close();
    }

    /** An event that the route cannot answer for now. */
    private static void askInVain() {
        timelines.faults().api(ApiFault.status(503).on("POST", "/chats/*/messages").always());
        repliesBefore = SameBot.replies(timelines).size();
        long sends = sends();
        timelines.customer("+34600111222").writes("What are your HOURS?");
        await().atMost(PATIENCE).until(() -> sends() > sends);
    }

    private static long sends() {
        return timelines.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().endsWith("/messages"))
                .count();
    }

    private static void awaitOneReply() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(SameBot.replies(timelines)).hasSize(repliesBefore + 1));
    }

    private static void awaitBot() {
        awaitPort(BOT_PORT);
    }

    private static void awaitPort(int port) {
        await().atMost(PATIENCE).until(() -> listens(port));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String hubSettings() {
        return """
                timelines.port = %d
                timelines.bootstrap.token = %s
                timelines.bootstrap.hook-secret = %s
                timelines.allowed-destinations = 127.0.0.0/8
                timelines.upstream.public-url = %s
                timelines.upstream.token = %s
                timelines.upstream.base-url = %s
                """
                .formatted(
                        HUB_PORT,
                        HUB_TOKEN,
                        HUB_SECRET,
                        HUB_URL,
                        timelines.token(),
                        timelines.baseUrl());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return call("GET", path, "not-a-token-of-anybody", "");
    }

    private static HttpResponse<String> call(String method, String path, String token, String body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(HUB_URL + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .timeout(PATIENCE)
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

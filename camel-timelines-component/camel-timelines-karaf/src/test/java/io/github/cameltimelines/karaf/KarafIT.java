package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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
    private static final String BOT = BotInKaraf.BOT;

    private static final int BOT_PORT = KarafContainer.freePort();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HubInKaraf HUB = new HubInKaraf();

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
        configure(HubInKaraf.OPTIONS, HUB.options(timelines));
        karaf.management().install("camel-timelines-hub");
        assertThat(karaf.etc(HubInKaraf.OPTIONS)).content().contains(HubInKaraf.TOKEN);
        configure(BOT, BotInKaraf.bot(BOT_PORT, HUB.url() + "/integrations/api", HubInKaraf.TOKEN));
        awaitPort(HUB.port());
        karaf.management().bundle("start", "karaf-bot");

        SameBot.answers(timelines);
    }

    @Test
    @Order(7)
    void the_hubs_api_answers_on_undertow_as_elsewhere() throws Exception {
        assertThat(HUB.get("/observe/health").statusCode()).isEqualTo(200);
        assertThat(HUB.get("/observe/health/ready").body()).contains("\"UP\"");
        assertThat(HUB.get("/openapi.json").body()).contains("3.1");
        assertThat(HUB.get("/integrations/api/webhooks").statusCode()).isEqualTo(401);
        assertThat(HUB.call("GET", "/integrations/api/webhooks", "").body())
                .contains("\"event_type\":\"message:received:new\"");
        assertThat(HUB.call("PATCH", "/integrations/api/webhooks", "{}").statusCode())
                .isEqualTo(405);
        assertThat(HUB.call("DELETE", "/integrations/api/webhooks", "").body())
                .contains("not_supported");
        assertThat(HUB.call("GET", "/integrations/api/nothing", "").statusCode()).isEqualTo(404);
        assertThat(HUB.call("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        assertThat(HUB.call("POST", "/hooks/not-the-secret-of-it", "{}").statusCode())
                .isEqualTo(404);
        assertThat(
                        HUB.call("POST", "/hooks/" + HubInKaraf.SECRET, " ".repeat(1 << 21))
                                .statusCode())
                .isEqualTo(413);
    }

    @Test
    @Order(7)
    void the_console_works_on_undertow() throws Exception {
        assertThat(HUB.get("/").headers().firstValue("Location")).hasValue("console/");
        HttpResponse<String> asked = HUB.get("/console/sign-in");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(asked.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(HUB.form("/console/sign-in?token=" + HubInKaraf.TOKEN, "a=b", "").statusCode())
                .isEqualTo(400);

        HttpResponse<String> signedIn =
                HUB.form("/console/sign-in", "token=" + HubInKaraf.TOKEN, "");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        HttpResponse<String> home = HUB.form("/console/", null, cookie);
        assertThat(home.statusCode()).isEqualTo(200);
        String csrf = home.body().replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(HUB.form("/console/sign-out", "csrf=x&csrf=" + csrf, cookie).statusCode())
                .isEqualTo(403);
        assertThat(HUB.form("/console/sign-out", "csrf=" + csrf + "&csrf=x", cookie).statusCode())
                .isEqualTo(303);
        assertThat(HUB.form("/console/", null, cookie).statusCode()).isEqualTo(303);
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
                                assertThat(HUB.call("GET", "/hub/api/v1/flows", "").body())
                                        .contains("\"running\""));
        SameBot.answersAgain(timelines);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(HUB.call("GET", "/hub/api/v1/flows", "").body())
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
        assertThat(listens(HUB.port())).isFalse();
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
}

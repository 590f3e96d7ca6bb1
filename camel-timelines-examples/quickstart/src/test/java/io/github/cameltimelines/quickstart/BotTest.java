package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot next to the emulator, on one port, over HTTP. */
class BotTest {

    private static final String ANA = "+34600111222";
    private static final String BEN = "+34600111333";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path data;

    @Test
    void the_bot_answers_questions_about_hours_and_pricing_in_their_chats() {
        QuickstartOptions options = options();
        Main main = Demo.of(options);
        main.start();
        try {
            Caller caller = new Caller(options.url());
            registered(caller);
            long ana = caller.says(ANA, "What are your HOURS?");
            long ben = caller.says(BEN, "Hello");
            caller.says(BEN, "Where can I see your pricing?");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(caller.answers(ana)).containsExactly(Caller.HOURS);
                                assertThat(caller.answers(ben)).containsExactly(Caller.PRICING);
                            });
            assertThat(caller.chats()).containsExactlyInAnyOrder(ana, ben);
        } finally {
            main.stop();
        }
    }

    @Test
    void the_bot_that_the_tutorial_changes_says_hello_and_the_rest() {
        QuickstartOptions options = options();
        Main main = Demo.of(options, "classpath:camel/changed-bot.camel.yaml");
        main.start();
        try {
            Caller caller = new Caller(options.url());
            registered(caller);
            long chat = caller.says(ANA, "Hello");
            await().atMost(PATIENCE).until(() -> caller.answers(chat).size() == 1);
            caller.says(ANA, "And your hours?");
            await().atMost(PATIENCE).until(() -> caller.answers(chat).size() == 2);
            assertThat(caller.answers(chat))
                    .containsExactly("Hello, +34600999888 here. How can we help?", Caller.HOURS);
        } finally {
            main.stop();
        }
    }

    @Test
    void the_readmes_first_route_thanks_everybody_once() {
        QuickstartOptions options = options();
        Main main = Demo.of(options, "classpath:camel/first-route.camel.yaml");
        main.start();
        try {
            Caller caller = new Caller(options.url());
            registered(caller);
            long chat = caller.says(ANA, "Hello");
            await().atMost(PATIENCE).until(() -> !caller.answers(chat).isEmpty());
            caller.says(ANA, "Still there?");
            await().atMost(PATIENCE).until(() -> caller.answers(chat).size() >= 2);
            assertThat(caller.answers(chat))
                    .containsExactly(
                            "Thank you, we will answer soon.", "Thank you, we will answer soon.");
        } finally {
            main.stop();
        }
    }

    private QuickstartOptions options() {
        return QuickstartOptions.of(
                new String[] {"--timelines.port=0", "--timelines.data=" + data}, new Properties());
    }

    private static void registered(Caller caller) {
        await().atMost(PATIENCE).until(() -> caller.webhooks().size() == 1);
    }
}

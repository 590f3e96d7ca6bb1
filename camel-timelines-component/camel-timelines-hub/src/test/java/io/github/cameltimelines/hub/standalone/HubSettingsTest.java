package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.hub.HubSettingException;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.HubSettings.ConsoleSettings;
import io.github.cameltimelines.hub.alert.MailSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

    @TempDir Path folder;

    private HubSettings settings(
            Map<String, String> environment, Properties system, String... arguments) {
        return new HubArguments(
                        arguments, system, environment, folder.resolve("application.properties"))
                .settings();
    }

    private HubSettings settings(String... arguments) {
        return settings(Map.of(), new Properties(), arguments);
    }

    @Test
    void what_is_not_set_has_its_default() {
        HubSettings settings = settings();
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.data()).isEqualTo(Path.of("timelines-data"));
        assertThat(settings.database()).isNull();
        assertThat(settings.webhookLimit()).isEqualTo(10);
        assertThat(settings.adminToken()).isNull();
        assertThat(settings.allowedDestinations()).isEmpty();
        assertThat(settings.upstream()).isNull();
        assertThat(settings.bootstrap()).isEqualTo(new HubSettings.Bootstrap(null, null, null));
        assertThat(settings.observePort()).isNull();
        assertThat(settings.drain()).isZero();
        assertThat(settings.console()).isEqualTo(new ConsoleSettings(true, null));
        assertThat(settings.keep()).isEqualTo(HubSettings.Keep.DEFAULT);
        assertThat(settings).isEqualTo(HubSettings.defaults());
    }

    @Test
    void the_command_line_counts_before_the_system_the_environment_and_the_file() throws Exception {
        Files.writeString(
                folder.resolve("application.properties"),
                "timelines.port=1\ntimelines.webhook-limit=1\ntimelines.data=one\n"
                        + "timelines.allowed-destinations=10.0.0.0/8, fd00::/8\nlogging.x=y\n");
        Properties system = new Properties();
        system.setProperty("timelines.port", "3");
        system.setProperty("timelines.webhook-limit", "3");
        Map<String, String> environment =
                Map.of("TIMELINES_PORT", "2", "TIMELINES_DATA", "two", "TIMELINES_ADMIN_TOKEN", "");
        HubSettings settings = settings(environment, system, "--timelines.port=4");
        assertThat(settings.port()).isEqualTo(4);
        assertThat(settings.webhookLimit()).isEqualTo(3);
        assertThat(settings.data()).isEqualTo(Path.of("two"));
        assertThat(settings.allowedDestinations()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(settings.adminToken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timelines.port=eighty",
                "timelines.port=65536",
                "timelines.webhook-limit=-1",
                "timelines.datasource.url=jdbc:mysql://x/y",
                "timelines.bootstrap.token=short-private",
                "timelines.bootstrap.token=with a blank private",
                "timelines.bootstrap.hook-secret=short-private",
                "timelines.bootstrap.hook-secret=a/slash/in/it/private",
                "timelines.bootstrap.owner-email=private",
                "timelines.admin-token=short-private",
                "timelines.allowed-destinations=10.0.0.1",
                "timelines.upstream.public-url=example.com",
                "timelines.observe.port=-1",
                "timelines.console.enabled=yes",
                "timelines.console.chat=//private.example.com",
                "timelines.console.chat=private",
                "timelines.console.chat=javascript:alert(1)",
                "timelines.drain=11m",
                "timelines.drain=10",
                "timelines.retention.events=1h",
                "timelines.retention.attempts=ever",
                "timelines.retention.given-up=1d,2d",
                "timelines.retention.every=1s",
                "timelines.dedup.window=31d",
                "timelines.dedup.hashed-window=15d",
                "timelines.mail.port=25",
                "timelines.mail.host=smtp://private@example.com",
                "timelines.upstream.public-url=https://example.com#private",
                "timelines.upstream.base-url=app.timelines.ai",
                "timelines.upstream.base-url=https://app.timelines.ai/integrations/api",
                "timelines.upstream.token=private",
                "timelines.upstream.token=with a blank private"
            })
    void an_unusable_value_is_refused_in_one_line_that_names_the_setting(String setting) {
        assertThatThrownBy(() -> settings("--" + setting))
                .isInstanceOf(HubSettingException.class)
                .hasMessageStartingWith(setting.substring(0, setting.indexOf('=')))
                .hasMessageNotContaining("private")
                .message()
                .hasLineCount(1);
    }

    @Test
    void a_console_may_be_left_out_or_link_to_a_page_to_write_on() {
        assertThat(settings("--timelines.console.enabled=false").console())
                .isEqualTo(new ConsoleSettings(false, null));
        for (String chat : List.of("/emulator", "/a/b.html", "https://example.com/chat")) {
            assertThat(settings("--timelines.console.chat=" + chat).console())
                    .isEqualTo(new ConsoleSettings(true, chat));
        }
    }

    @Test
    void a_token_of_timelines_ai_needs_to_know_where_the_hub_is_reached() {
        assertThatThrownBy(() -> settings("--timelines.upstream.token=private"))
                .hasMessageContaining("needs timelines.upstream.public-url");
        assertThat(
                        settings(
                                        "--timelines.upstream.token=private",
                                        "--timelines.upstream.base-url=http://localhost:1/api/",
                                        "--timelines.upstream.public-url=https://hub.example.com/")
                                .upstream())
                .isEqualTo(new HubSettings.Upstream("private", "http://localhost:1/api"));
    }

    @ParameterizedTest
    @CsvSource({
        "timelines.mail.port=0, timelines.mail.port",
        "timelines.mail.security=ssl, timelines.mail.security",
        "timelines.mail.from=private, timelines.mail.from",
        "timelines.mail.from=, timelines.mail.from",
        "timelines.mail.username=private, timelines.mail.password",
        "timelines.mail.password=private, timelines.mail.username",
        "timelines.mail.ca-file=private/none, timelines.mail.ca-file"
    })
    void an_unusable_setting_of_the_mail_server_is_refused_in_one_line(
            String setting, String named) {
        assertThatThrownBy(
                        () ->
                                settings(
                                        "--timelines.mail.host=mail.example.com",
                                        setting.startsWith("timelines.mail.from")
                                                ? "--timelines.mail.security=tls"
                                                : "--timelines.mail.from=hub@example.com",
                                        "--" + setting))
                .isInstanceOf(HubSettingException.class)
                .hasMessageStartingWith(named)
                .hasMessageNotContaining("private")
                .message()
                .hasLineCount(1);
    }

    @Test
    void a_mail_server_has_the_port_of_its_security_and_starttls_unless_it_is_set() {
        String[] needed = {
            "--timelines.mail.host=[::1]", "--timelines.mail.from=Hub of Köln <hub@example.com>"
        };
        assertThat(settings(needed).mail())
                .isEqualTo(
                        new MailSettings(
                                "[::1]",
                                587,
                                null,
                                null,
                                "Hub of Köln <hub@example.com>",
                                MailSettings.Security.STARTTLS,
                                null));
        assertThat(settings(needed[0], needed[1], "--timelines.mail.security=tls").mail().port())
                .isEqualTo(465);
        assertThat(settings(needed[0], needed[1], "--timelines.mail.port=2525").mail().port())
                .isEqualTo(2525);
        assertThat(settings().mail()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "--timelines.prot=1, timelines.prot",
        "--port=1, port",
        "timelines.port=1, timelines.port=1",
        "--timelines.port, --timelines.port"
    })
    void an_unknown_argument_is_refused_in_one_line(String argument, String named) {
        assertThatThrownBy(() -> settings(argument))
                .isInstanceOf(HubSettingException.class)
                .hasMessageContaining(named)
                .message()
                .hasLineCount(1);
    }

    @Test
    void no_text_form_of_the_settings_has_tokens_and_secrets() {
        HubSettings settings =
                settings(
                        "--timelines.admin-token=private-private-private",
                        "--timelines.bootstrap.token=private-private-private",
                        "--timelines.bootstrap.hook-secret=private-private-private",
                        "--timelines.bootstrap.owner-email=private@example.com",
                        "--timelines.datasource.url=jdbc:postgresql://localhost/x?password=private",
                        "--timelines.datasource.password=private",
                        "--timelines.mail.host=private.example.com",
                        "--timelines.mail.from=private@example.com",
                        "--timelines.mail.username=private",
                        "--timelines.mail.password=private",
                        "--timelines.upstream.token=private",
                        "--timelines.upstream.public-url=https://hub.example.com");
        assertThat(
                        settings.toString()
                                + settings.bootstrap()
                                + settings.database()
                                + settings.upstream())
                .doesNotContain("private");
    }
}

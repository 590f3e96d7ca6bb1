package io.github.cameltimelines.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationSettingsTest {

    private static final String URL = "https://hub.example/hooks/0123456789abcdef";

    @Test
    void the_defaults_are_ten_webhooks_and_five_minutes() {
        RegistrationSettings settings = RegistrationSettings.of(URL);

        assertThat(settings.limit()).isEqualTo(10);
        assertThat(settings.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.toString()).doesNotContain("hub.example", "0123456789abcdef");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "hub.example/0123",
                "ftp://hub/0123",
                "https:///0123",
                "http://a b/0123"
            })
    void a_url_that_timelines_could_not_call_is_refused_without_being_told(String url) {
        assertThatThrownBy(() -> RegistrationSettings.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publicUrl")
                .hasMessageNotContaining("0123")
                .hasNoCause();
    }

    @Test
    void plain_http_and_4096_characters_are_accepted() {
        String longest = "http://localhost:8080/" + "x".repeat(4096 - 22);

        assertThat(RegistrationSettings.of(longest).url()).hasSize(4096);
        assertThatThrownBy(() -> RegistrationSettings.of(longest + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_interval_below_a_second_is_refused() {
        assertThatThrownBy(() -> new RegistrationSettings(URL, 10, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registrationInterval");
    }

    @Test
    void what_happens_on_stop_is_read_from_the_option() {
        assertThat(OnStop.of(null)).isEqualTo(OnStop.KEEP);
        assertThat(OnStop.of(" ")).isEqualTo(OnStop.KEEP);
        assertThat(OnStop.of("keep")).isEqualTo(OnStop.KEEP);
        assertThat(OnStop.of("disable")).isEqualTo(OnStop.DISABLE);
        assertThat(OnStop.of("delete")).isEqualTo(OnStop.DELETE);
        assertThatThrownBy(() -> OnStop.of("remove"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("onStop must be keep, disable or delete");
    }
}

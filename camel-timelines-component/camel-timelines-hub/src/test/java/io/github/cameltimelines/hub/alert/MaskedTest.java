package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource({
        "https://your-app.com, https://your-app.com",
        "https://your-app.com/, https://your-app.com/",
        "https://your-app.com/hook, https://your-app.com/hook",
        "https://your-app.com/hook/, https://your-app.com/hook/",
        "https://your-app.com:8443/hook?token=private, https://your-app.com:8443/hook?…",
        "https://hooks.example.com/services/T1/private, https://hooks.example.com/services/…",
        "https://me:private@your-app.com/hook#private, https://your-app.com/hook",
        "http://[2001:db8::1]:81/a/b, http://[2001:db8::1]:81/a/…"
    })
    void of_a_url_host_and_first_part_of_the_path_are_shown(String url, String shown) {
        assertThat(Masked.url(URI.create(url))).isEqualTo(shown);
    }

    @Test
    void urls_and_addresses_are_taken_out_of_words() {
        assertThat(
                        Masked.words(
                                "HTTP 302, Location: https://x.example.com/?private, says <ops@example.com>",
                                100))
                .isEqualTo("HTTP 302, Location: (a URL) says <(an address)>");
    }

    @Test
    void a_line_has_no_control_characters_and_no_change_of_direction() {
        assertThat(Masked.line(" a\r\n\tb\u0000c\u2028d\u202Ee\u0085f ", 100))
                .isEqualTo("a b c de f");
    }

    @Test
    void a_line_is_cut_between_characters() {
        assertThat(Masked.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Masked.line("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Masked.line("abcd\uD83D\uDE00fg", 6)).isEqualTo("abcd…");
    }
}

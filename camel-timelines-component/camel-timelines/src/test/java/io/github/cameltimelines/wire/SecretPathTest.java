package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPathTest {

    private static final String SECRET = "correct-horse-battery";

    @Test
    void only_the_secret_itself_matches() {
        SecretPath path = SecretPath.of(SECRET);

        assertThat(path.matches(SECRET)).isTrue();
        assertThat(path.matches(SECRET + "x")).isFalse();
        assertThat(path.matches(SECRET.substring(1))).isFalse();
        assertThat(path.matches(SECRET.toUpperCase())).isFalse();
        assertThat(path.matches("")).isFalse();
        assertThat(path.matches(null)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "fifteen-letters", "with a space in it", "with/a/slash/in/it"})
    void a_secret_that_is_short_or_needs_escaping_is_refused_without_being_named(String secret) {
        assertThatThrownBy(() -> SecretPath.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "webhookSecret must have at least 16 characters, only letters, digits, - _ . ~");
    }

    @Test
    void a_random_secret_is_long_and_never_the_same() {
        String secret = SecretPath.random();

        assertThat(secret).hasSize(43).isNotEqualTo(SecretPath.random());
        assertThat(SecretPath.of(secret).matches(secret)).isTrue();
    }

    @Test
    void the_path_to_call_ends_in_the_secret() {
        assertThat(SecretPath.of(SECRET).under("/timelines/webhooks"))
                .isEqualTo("/timelines/webhooks/" + SECRET);
        assertThat(SecretPath.of(SECRET).under("/timelines/webhooks/"))
                .isEqualTo("/timelines/webhooks/" + SECRET);
    }

    @Test
    void to_string_tells_nothing() {
        assertThat(SecretPath.of(SECRET)).hasToString("SecretPath[]");
    }
}

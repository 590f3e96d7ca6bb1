package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.quickstart.QuickstartOptions.UnknownOptionException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartOptionsTest {

    private final Properties system = new Properties();

    @Test
    void without_options_it_is_port_8080_and_timelines_data() {
        assertThat(of()).isEqualTo(new QuickstartOptions(8080, Path.of("timelines-data")));
    }

    @Test
    void system_properties_set_both_options() {
        system.setProperty("timelines.port", "8081");
        system.setProperty("timelines.data", "elsewhere");
        assertThat(of()).isEqualTo(new QuickstartOptions(8081, Path.of("elsewhere")));
    }

    @Test
    void the_command_line_wins_over_system_properties() {
        system.setProperty("timelines.port", "8081");
        assertThat(of("--timelines.port=8082").port()).isEqualTo(8082);
    }

    @Test
    void port_0_is_a_free_one() {
        assertThat(of("--timelines.port=0").port()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--timelines.prot=8081",
                "--port=8081",
                "8081",
                "--timelines.port",
                "--timelines.port=",
                "--timelines.port=http",
                "--timelines.port=65536",
                "--timelines.port=-1",
                "--timelines.data="
            })
    void a_mistake_is_named_in_one_line(String argument) {
        String name = argument.replaceFirst("^--", "").replaceFirst("=.*", "");
        assertThatThrownBy(() -> of(argument))
                .isInstanceOf(UnknownOptionException.class)
                .message()
                .contains(name)
                .doesNotContain("\n");
    }

    private QuickstartOptions of(String... arguments) {
        return QuickstartOptions.of(arguments, system);
    }
}

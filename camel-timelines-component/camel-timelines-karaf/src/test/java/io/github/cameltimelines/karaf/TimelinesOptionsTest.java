package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.TimelinesComponent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class TimelinesOptionsTest {

    private static TimelinesComponent component(String data, Map<String, Object> configuration)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("my-bot");
            context.getRegistry().bind("options", new TimelinesOptions(data, configuration));
            return context.getComponent("timelines", TimelinesComponent.class);
        }
    }

    @Test
    void options_have_the_names_of_application_properties() throws Exception {
        TimelinesComponent component =
                component(
                        null,
                        Map.of(
                                "camel.component.timelines.configuration.apiToken", "a-token",
                                "camel.component.timelines.callThreads", "3",
                                "service.pid", "io.github.cameltimelines"));

        assertThat(component.getConfiguration().getApiToken()).isEqualTo("a-token");
        assertThat(component.getCallThreads()).isEqualTo(3);
    }

    @Test
    void each_context_has_a_ledger_of_its_own() throws Exception {
        assertThat(component("/karaf/data", Map.of()).getDataFolder())
                .isEqualTo("/karaf/data/timelines/my-bot");
        assertThat(
                        component(
                                        "/karaf/data",
                                        Map.of("camel.component.timelines.dataFolder", "/mine"))
                                .getDataFolder())
                .isEqualTo("/mine");
    }

    @Test
    void an_option_that_is_none_is_named() {
        assertThatThrownBy(
                        () -> component(null, Map.of("camel.component.timelines.dataFoldr", "x")))
                .hasStackTraceContaining("no option dataFoldr")
                .hasStackTraceContaining("etc/io.github.cameltimelines.cfg");
    }
}

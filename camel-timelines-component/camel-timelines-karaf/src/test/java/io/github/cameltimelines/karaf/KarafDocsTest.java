package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The pages about Karaf, and the files that are installed, tell what there is. */
class KarafDocsTest {

    private static final Path ROOT = Path.of("../..");

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void the_page_of_features_names_what_they_ask_for() throws Exception {
        String page = read(ROOT.resolve("docs/reference/karaf-features.md"));
        String features = read(Path.of("src/main/feature/features.xml"));

        assertThat(all("<feature name=\"([^\"]+)\"", features))
                .containsExactly("camel-timelines", "camel-timelines-hub")
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(all("<feature(?: [a-z]+=\"[^\"]*\")*>([a-z-]+)</feature>", features))
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void the_installed_settings_of_the_hub_are_settings() throws Exception {
        List<String> names =
                all(
                        "^#?(timelines\\.[a-z.-]+) =",
                        read(Path.of("src/main/etc/io.github.cameltimelines.hub.cfg")));

        assertThat(names).hasSizeGreaterThan(5);
        HubSettings.requireKnown(names);
    }

    @Test
    void options_in_the_installed_file_and_the_pages_are_options() throws Exception {
        String texts =
                read(Path.of("src/main/etc/io.github.cameltimelines.cfg"))
                        + read(ROOT.resolve("docs/how-to/run-in-karaf.md"))
                        + read(ROOT.resolve("camel-timelines-examples/karaf-bot/README.md"));
        Map<String, Object> options = new HashMap<>();
        all("(camel\\.component\\.timelines\\.[A-Za-z]+[A-Za-z.]*[A-Za-z])", texts)
                .forEach(name -> options.put(name, "0"));
        options.remove("camel.component.timelines.dataSource"); // needs one

        assertThat(options).hasSizeGreaterThan(2);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("options", new TimelinesOptions((String) null, options));
            context.getComponent("timelines", TimelinesComponent.class);
        }
    }
}

package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages quote is what the build compiles and runs: a block of code whose first line is a
 * comment with the path of a file stands, line for line, in that file. And links between pages lead
 * somewhere.
 */
class DocsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("^```\\w*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SOURCE =
            Pattern.compile("\\A(?:#|//|<!--) (camel-timelines-\\S+)(?: -->)?\\n");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    /** A block of a page that names its file. */
    record Quote(Path page, Path file, String text) {
        @Override
        public String toString() {
            return page + " quotes " + file;
        }
    }

    @ParameterizedTest
    @MethodSource("quotes")
    void a_quoted_file_has_the_quoted_lines(Quote quote) throws IOException {
        assertThat(withoutIndent(Files.readString(ROOT.resolve(quote.file()))))
                .contains(withoutIndent(quote.text()));
    }

    @Test
    void the_readme_and_the_tutorial_quote_the_routes_that_the_tests_run() throws IOException {
        assertThat(
                        quotes().map(
                                        quote ->
                                                quote.page().getFileName()
                                                        + " "
                                                        + quote.file().getFileName()))
                .contains("README.md first-route.camel.yaml", "first-message.md bot.camel.yaml");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_to_another_page_leads_somewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(ROOT.resolve(page)));
        while (links.find()) {
            Path target = ROOT.resolve(page).resolveSibling(links.group(1)).normalize();
            assertThat(target).as("linked by %s", page).exists();
        }
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                            .filter(path -> path.toString().endsWith(".md"))
                            .map(ROOT::relativize)
                            .sorted()
                            .toList();
            return pages.stream();
        }
    }

    static Stream<Quote> quotes() throws IOException {
        return pages().flatMap(DocsTest::quotesOf);
    }

    private static Stream<Quote> quotesOf(Path page) {
        try {
            return BLOCK.matcher(Files.readString(ROOT.resolve(page)))
                    .results()
                    .map(block -> block.group(1))
                    .flatMap(
                            block ->
                                    SOURCE.matcher(block)
                                            .results()
                                            .map(
                                                    source ->
                                                            new Quote(
                                                                    page,
                                                                    Path.of(source.group(1)),
                                                                    block.substring(
                                                                            source.end()))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A page may move code to the left. */
    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}

package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PageTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension = TimelinesEmulatorExtension.create();

    private TimelinesEmulator emulator;
    private Api side;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.side = Api.side(emulator);
    }

    @Test
    void the_page_shows_the_chat_and_allows_only_its_own_code() {
        emulator.customer("+34600111222").writes("What are your hours?");
        Api.Answer page = side.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.body())
                .contains("<meta name=\"viewport\"", "You: </span>What are your hours?<time>")
                .doesNotContain("{{", "https://", "http://", "style=", "<nav");
        String policy = page.raw().headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void styles_script_and_icon_are_its_own_and_may_be_kept() {
        List<String> files =
                Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                        .matcher(side.get("/").body())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(files)
                .extracting(file -> file.replaceFirst(".*/", ""))
                .contains("icon.svg", "pico.min.css", "page.css", "page.js");
        for (String file : files) {
            Api.Answer answer = side.get(file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.raw().headers().firstValue("Cache-Control").orElse(""))
                    .contains("immutable");
            assertThat(answer.body()).isNotEmpty();
        }
        assertThat(side.get("/assets/0/page.html").status()).isEqualTo(404);
    }

    @Test
    void its_links_lead_back_to_the_console_that_it_stands_beside() {
        try (TimelinesEmulator beside =
                TimelinesEmulator.builder()
                        .link("Overview", "/console/")
                        .link("<b>", "https://example.com/")
                        .outcome("deliveries", "/console/deliveries")
                        .start()) {
            assertThat(Api.side(beside).get("/").body())
                    .contains("<a href=\"/console/\">Overview</a>")
                    .contains("<a href=\"https://example.com/\">&lt;b&gt;</a>")
                    .contains("<a href=\"/\" aria-current=\"page\">Chat</a>")
                    .contains("What comes of it: <a href=\"/console/deliveries\">deliveries</a>");
        }
        for (String bad :
                List.of("console", "//example.com", "javascript:alert(1)", "/a b", "/\\x")) {
            assertThatThrownBy(() -> TimelinesEmulator.builder().link("Console", bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_fault_is_switched_on_shown_while_it_waits_and_switched_off() {
        assertThat(side.get("/").body()).contains("<p>No fault waits.</p>");
        for (Map.Entry<String, String> fault :
                Map.of(
                                "duplicate", "Next webhook call comes twice",
                                "delay", "Next webhook call comes 5 s late",
                                "reorder", "Next 2 webhook calls change places",
                                "lose", "Next webhook call never comes",
                                "unavailable", "Next API call: answer 503",
                                "limited", "Next API call: answer 429",
                                "unanswered", "Next API call: done, no answer")
                        .entrySet()) {
            Api.Answer answer = post("phone=%2B34600111222&name=Ana&fault=" + fault.getKey());
            assertThat(answer.status()).isEqualTo(303);
            assertThat(side.get("/").body())
                    .contains("<p class=\"on\">" + fault.getValue() + "</p></div>")
                    .contains("value=\"" + fault.getKey() + "\"");
        }
        emulator.faults().failSends(3).revokeToken();
        assertThat(side.get("/").body()).contains("Next 3 sends fail", "the token is refused");
        post("phone=&fault=none");
        assertThat(side.get("/").body()).contains("<p>No fault waits.</p>");
        assertThat(post("fault=<b>").status()).isEqualTo(400);
    }

    @Test
    void a_script_in_a_message_a_name_a_phone_and_a_file_is_text() {
        String script = "<script>alert('1')</script>\"{{note}}";
        emulator.customer("+34600111222")
                .named(script)
                .sends(script, script, "text/html", new byte[1]);
        String query = URLEncoder.encode(script, StandardCharsets.UTF_8);

        String chat = side.get("/").body();
        String fields = side.get("/?phone=" + query + "&name=" + query).body();

        assertThat(chat).doesNotContain("<script>").contains("&lt;script&gt;alert(&#39;1&#39;)");
        assertThat(fields).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(fields).contains("&quot;{{note}}");
    }

    @Test
    void the_form_works_without_javascript() {
        Api.Answer answer = post("phone=%2B34600111222&name=Ana&text=hi");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.raw().headers().firstValue("Location"))
                .hasValue("/?phone=%2B34600111222&name=Ana");
        assertThat(emulator.messages(4711)).hasSize(1);
    }

    @Test
    void a_bad_form_is_400_says_why_and_keeps_what_was_typed() {
        Api.Answer answer = post("phone=abc&name=Ana&text=hi+%22there");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "The phone must be a number", "value=\"hi &quot;there\"", "value=\"abc\"");
        assertThat(post("phone=%2B34600111222&text=+").body()).contains("Write a message first.");
    }

    private Api.Answer post(String form) {
        return side.send(
                side.request("/")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }
}

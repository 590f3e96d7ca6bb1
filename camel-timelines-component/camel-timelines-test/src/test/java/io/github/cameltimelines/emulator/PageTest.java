package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
                .contains("<meta name=\"viewport\"", "<li class=\"me\">What are your hours?</li>")
                .doesNotContain("{{", "https://", "http://");
        String policy = page.raw().headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
        String nonce = policy.replaceFirst(".*?'nonce-([^']+)'.*", "$1");
        assertThat(page.body()).contains("<script nonce=\"" + nonce + "\">");
        assertThat(side.get("/").body()).doesNotContain(nonce);
    }

    @Test
    void a_script_in_a_message_a_name_a_phone_and_a_file_is_text() {
        String script = "<script>alert('1')</script>\"{{nonce}}";
        emulator.customer("+34600111222")
                .named(script)
                .sends(script, script, "text/html", new byte[1]);
        String query = URLEncoder.encode(script, StandardCharsets.UTF_8);

        String chat = side.get("/").body();
        String fields = side.get("/?phone=" + query + "&name=" + query).body();

        assertThat(chat).doesNotContain("<script>").contains("&lt;script&gt;alert(&#39;1&#39;)");
        assertThat(fields).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(fields).contains("&quot;{{nonce}}");
    }

    @Test
    void the_form_works_without_javascript() {
        Api.Answer answer =
                side.send(
                        side.request("/")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "phone=%2B34600111222&name=Ana&text=hi")));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.raw().headers().firstValue("Location"))
                .hasValue("/?phone=%2B34600111222&name=Ana");
        assertThat(emulator.messages(4711)).hasSize(1);
    }

    @Test
    void a_bad_form_is_400() {
        Api.Answer answer =
                side.send(
                        side.request("/")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("phone=abc&text=hi")));
        assertThat(answer.status()).isEqualTo(400);
    }
}

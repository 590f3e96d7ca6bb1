package io.github.cameltimelines.hub.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import io.github.cameltimelines.model.EventType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The forms that add and change webhooks, and give them secrets. */
class WebhookFormsTest extends WebhookPagesFixture {

    private static final Pattern SECRET = Pattern.compile("value=\"(whsec_[^\"]+)\"");

    @Test
    void an_endpoint_is_added_by_its_first_three_fields() throws Exception {
        workspace(0);
        String form = page("/webhooks/new");
        for (EventType type : EventType.values()) {
            assertThat(form).contains("<option value=\"" + type.wireName() + "\">");
        }
        assertThat(form)
                .contains("<option value=\"hub:webhook:failing\">", "<optgroup label=\"Chats\">")
                .contains(">Add endpoint</button>", "value=\"true\" checked");

        Answer added = add("https://example.com/a", "chat:new", "enabled", "true");
        assertThat(added.status()).as(added.text()).isEqualTo(303);
        assertThat(added.header("Location")).endsWith("webhooks?done=added");
        assertThat(all().get(0).toString())
                .contains("\"event_type\":\"chat:new\"", "\"enabled\":true")
                .doesNotContain("timeout", "signed", "headers");

        add("https://example.com/b", "chat:new");
        assertThat(all().get(1).get("enabled").booleanValue()).isFalse();
    }

    private Answer add(String url, String eventType, String... more) throws Exception {
        return fill("/webhooks/new", url, eventType, more);
    }

    private Answer edit(int id, String url, String eventType, String... more) throws Exception {
        return fill("/webhooks/" + id + "/edit", url, eventType, more);
    }

    private Answer fill(String path, String url, String eventType, String... more)
            throws Exception {
        String[] fields = new String[more.length + 4];
        fields[0] = "url";
        fields[1] = url;
        fields[2] = "event_type";
        fields[3] = eventType;
        System.arraycopy(more, 0, fields, 4, more.length);
        return console.post(path, fields);
    }

    @Test
    void what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept() throws Exception {
        workspace(0);
        Answer answer =
                add(
                        "ftp://example.com/<script>",
                        "message:new",
                        "timeout",
                        "2h",
                        "concurrency",
                        "many",
                        "retry_schedule",
                        "soon",
                        "filter",
                        "$.chat",
                        "description",
                        "kept \"words\"",
                        "delete_when_gone",
                        "true");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("Nothing was saved.", "role=\"alert\" tabindex=\"-1\" autofocus")
                .contains("<a href=\"#url\">URL must be a valid http(s) URL")
                .contains("<small id=\"url-error\" class=\"wrong\">URL must be a valid http(s) URL")
                .contains("aria-describedby=\"url-error url-help\" aria-invalid=\"true\"")
                .contains("value=\"ftp://example.com/&lt;script&gt;\"")
                .contains("id=\"timeout-error\"", "value=\"2h\"")
                .contains("Attempts at once must be an integer from 1 to 1000", "value=\"many\"")
                .contains("Retry schedule has &#39;soon&#39;")
                .contains("<option value=\"message:new\" selected>", "value=\"$.chat\"")
                .contains("value=\"kept &quot;words&quot;\"", "<details open>")
                .contains("name=\"delete_when_gone\" type=\"checkbox\" value=\"true\" checked")
                .doesNotContain("id=\"filter-error\"", "id=\"enabled\" checked", "<script>\"");
        assertThat(all()).isEmpty();
        assertThat(add("https://example.com/a", "").text())
                .contains("Event type is not a known event type", "<details>");
    }

    @Test
    void the_same_endpoint_is_not_added_twice_and_the_limit_is_told_in_words() throws Exception {
        workspace(2);
        int id = create("message:new", "https://example.com/a", ",\"enabled\":false");
        Answer same = add("https://example.com/a", "message:new", "enabled", "true");
        assertThat(same.status()).isEqualTo(400);
        assertThat(same.text()).contains("URL has an endpoint for this event type already");
        assertThat(full(id).get("enabled").booleanValue()).isFalse();
        add("https://example.com/a", "chat:new");
        Answer full = add("https://example.com/third", "chat:new");
        assertThat(full.status()).isEqualTo(403);
        assertThat(full.text())
                .contains("limit of 2 webhooks is reached. Delete an endpoint", "/third\"");
        assertThat(all()).hasSize(2);
    }

    @Test
    void all_that_the_api_has_can_be_set_and_set_back() throws Exception {
        workspace(0);
        add(
                "https://example.com/a",
                "message:new",
                "description",
                "the shop",
                "filter",
                "$.chat[?(@.is_group == true)]",
                "format",
                "cloudevents",
                "ordering",
                "strict",
                "headers",
                "Authorization: Bearer a:b\r\n\r\nX-Shop:  7 ",
                "retry_schedule",
                "1s,1m",
                "timeout",
                "9s",
                "concurrency",
                "3",
                "rate_per_second",
                "20",
                "delete_when_gone",
                "true");
        JsonNode set = all().get(0);
        int id = set.get("id").intValue();
        assertThat(set.toString())
                .contains("\"format\":\"cloudevents\"", "\"ordering\":\"strict\"")
                .contains("\"headers\":{\"Authorization\":\"***\",\"X-Shop\":\"***\"}")
                .contains("\"retry_schedule\":\"1s,1m\"", "\"timeout\":\"9s\"")
                .contains("\"concurrency\":3", "\"rate_per_second\":20")
                .contains("\"delete_when_gone\":true", "\"description\":\"the shop\"");

        String form = page("/webhooks/" + id + "/edit");
        assertThat(form)
                .contains("<details open>", "value=\"1s,1m\"", "value=\"9s\"", "value=\"20\"")
                .contains("<option value=\"cloudevents\" selected>", "Authorization, X-Shop")
                .doesNotContain("Bearer a:b");
        assertThat(page("/webhooks/" + id)).contains("<dd>1s,1m</dd>", "Authorization, X-Shop");

        Answer changed =
                edit(
                        id,
                        "https://example.com/b",
                        "chat:new",
                        "enabled",
                        "true",
                        "format",
                        "timelines",
                        "ordering",
                        "chat");
        assertThat(changed.header("Location")).as(changed.text()).endsWith("?done=changed");
        JsonNode back = full(id);
        assertThat(back.get("url").asText()).isEqualTo("https://example.com/b");
        assertThat(back.get("headers")).as("headers that nobody touched").hasSize(2);
        assertThat(back.toString())
                .doesNotContain("filter", "format", "ordering", "retry_schedule", "timeout")
                .doesNotContain("concurrency", "rate_per_second", "gone", "description");
        edit(id, "https://example.com/b", "chat:new", "no_headers", "true");
        assertThat(full(id).has("headers")).isFalse();
        assertThat(full(id).get("enabled").booleanValue()).isFalse();
    }

    @Test
    void a_line_that_is_no_header_is_named_and_an_edit_that_fails_changes_nothing()
            throws Exception {
        workspace(0);
        int id = create("message:new", "https://example.com/a", "");
        Answer answer =
                edit(id, "https://example.com/b", "message:new", "headers", "X-A: 1\nno header");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("id=\"headers-error\"", "line 2 is not", "X-A: 1\nno header</textarea>");
        assertThat(full(id).get("url").asText()).isEqualTo("https://example.com/a");
    }

    @Test
    void a_secret_is_made_and_shown_once() throws Exception {
        workspace(0);
        Answer added =
                add("https://example.com/a", "message:new", "generate", "true", "timeout", "9s");
        assertThat(added.status()).isEqualTo(200);
        String first = secret(added);
        assertThat(added.text()).contains("The endpoint was added.", "it is not shown again");
        int id = all().get(0).get("id").intValue();
        assertThat(full(id).get("signed").booleanValue()).isTrue();
        assertThat(full(id).has("previous_secrets_until")).isFalse();

        Answer rotated = console.post("/webhooks/" + id + "/secret", "overlap", "2h");
        assertThat(secret(rotated)).isNotEqualTo(first);
        assertThat(rotated.text()).contains("The secret before signs too until");
        assertThat(page("/webhooks/" + id))
                .contains("Each delivery is signed.", "signs too until")
                .doesNotContain("whsec_");

        Answer wrong = console.post("/webhooks/" + id + "/secret", "overlap", "8d", "secret", "x");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text())
                .contains("Overlap must be a time from 0s to 7d", "value=\"8d\"")
                .contains("id=\"secret-error\"");

        edit(id, "https://example.com/a", "message:new", "unsigned", "true");
        assertThat(full(id).has("signed")).isFalse();
    }

    private static String secret(Answer answer) {
        Matcher secret = SECRET.matcher(answer.text());
        assertThat(secret.find()).as(answer.text()).isTrue();
        return secret.group(1);
    }
}

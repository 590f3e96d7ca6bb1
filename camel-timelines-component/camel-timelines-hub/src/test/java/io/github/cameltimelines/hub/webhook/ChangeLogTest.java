package io.github.cameltimelines.hub.webhook;

import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who changed which webhook. */
class ChangeLogTest extends WebhookFixture {

    @Test
    void the_change_log_tells_who_did_what_as_json_and_as_text() throws Exception {
        int id = create("chat:new", "\"secret\":\"" + SECRET + "\"");
        create("chat:new"); // changes nothing
        hub.put(WEBHOOKS + "/" + id, "{\"url\":\"https://example.com/b\"}");
        hub.put(WEBHOOKS + "/" + id, "{\"enabled\":false}");
        hub.put(WEBHOOKS + "/" + id, "{\"enabled\":true}");
        hub.delete(WEBHOOKS + "/" + id);
        Reply log = hub.get(WEBHOOKS + "/changelog");
        List<String> actions = new ArrayList<>();
        log.data().forEach(entry -> actions.add(entry.get("action").asText()));
        assertThat(actions).containsExactly("deleted", "enabled", "disabled", "edited", "created");
        JsonNode edited = log.data().get(3);
        assertThat(edited.get("member").asText()).isEqualTo("bootstrap");
        assertThat(edited.get("webhook_id").intValue()).isEqualTo(id);
        assertThat(edited.at("/before/url").asText()).isEqualTo("https://example.com/a");
        assertThat(edited.at("/after/url").asText()).isEqualTo("https://example.com/b");
        Reply text = hub.get(WEBHOOKS + "/changelog?format=txt");
        assertThat(text.raw().headers().firstValue("Content-Type"))
                .contains("text/plain; charset=utf-8");
        assertThat(text.raw().headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        assertThat(text.text().lines()).hasSize(5);
        assertThat(text.text())
                .contains(
                        "bootstrap  edited webhook "
                                + id
                                + "  url \"https://example.com/a\" -> \"https://example.com/b\"")
                .contains("enabled true -> false");
        assertThat(log.text() + text.text()).doesNotContain(SECRET);
        Reply accepted =
                hub.call(
                        "GET",
                        WEBHOOKS + "/changelog",
                        TOKEN,
                        BodyPublishers.noBody(),
                        "Accept",
                        "text/plain");
        assertThat(accepted.text()).isEqualTo(text.text());
        assertThat(refused(hub.get(WEBHOOKS + "/changelog?format=xml"))).containsExactly("format");
    }

    @Test
    void the_changes_of_one_webhook_are_told_alone() throws Exception {
        int id = create("message:new");
        int other = create("chat:new");
        hub.put(WEBHOOKS + "/" + id, "{\"enabled\":false}");

        String of = WEBHOOKS + "/changelog?webhook_id=";
        assertThat(hub.get(of + id).data().findValuesAsText("action"))
                .containsExactly("disabled", "created");
        assertThat(hub.get(of + other).data()).hasSize(1);
        assertThat(hub.get(of + 999).data()).isEmpty();
        assertThat(refused(hub.get(of + "x"))).containsExactly("webhook_id");
    }
}

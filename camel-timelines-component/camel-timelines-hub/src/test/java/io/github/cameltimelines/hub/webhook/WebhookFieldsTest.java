package io.github.cameltimelines.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields of a webhook: what is kept, shown and refused. */
class WebhookFieldsTest extends WebhookFixture {

    /** Values that are not the defaults. */
    private static final String[] BEYOND = {
        "\"secret\":\"" + SECRET + "\"",
        "\"filter\":\"$.chat[?(@.is_group == true)]\"",
        "\"format\":\"cloudevents\"",
        "\"retry_schedule\":\"5s,90s,1d\"",
        "\"ordering\":\"strict\"",
        "\"headers\":{\"X-Key\":\"private\"}",
        "\"timeout\":\"1500ms\"",
        "\"concurrency\":3",
        "\"rate_per_second\":30",
        "\"delete_when_gone\":true",
        "\"unknown\":{\"a\":[1]}"
    };

    @Test
    void what_is_beyond_timelines_ai_is_kept_and_secrets_are_not_shown() throws Exception {
        int id = create("message:new", BEYOND);
        Reply shown = hub.get(WEBHOOKS + "/" + id);
        assertThat(shown.text()).doesNotContain(SECRET, "private", "unknown");
        assertThat(shown.data().toString())
                .contains(
                        "\"ordering\":\"strict\"",
                        "\"format\":\"cloudevents\"",
                        "\"signed\":true",
                        "\"retry_schedule\":\"5s,90s,1d\"",
                        "\"timeout\":\"1500ms\"",
                        "\"headers\":{\"X-Key\":\"***\"}",
                        "\"concurrency\":3",
                        "\"rate_per_second\":30",
                        "\"delete_when_gone\":true");
        Subscription kept = hub.pipeline().subscriptions().byId(id);
        assertThat(kept.http().secrets()).containsExactly(SECRET);
        assertThat(kept.http().headers()).containsEntry("X-Key", "private");
        JsonNode plain =
                hub.put(
                                WEBHOOKS + "/" + id,
                                "{\"secret\":null,\"filter\":null,\"format\":null,\"retry_schedule\":null,"
                                        + "\"ordering\":null,\"headers\":null,\"timeout\":null,"
                                        + "\"concurrency\":null,\"rate_per_second\":null,"
                                        + "\"delete_when_gone\":null}")
                        .data();
        assertThat(plain).hasSize(5);
    }

    @Test
    void a_put_of_one_field_leaves_all_others_as_they_are() throws Exception {
        int id = create("message:new", BEYOND);
        for (String change :
                List.of(
                        "\"event_type\":\"message:received:new\"",
                        "\"url\":\"https://example.com/moved\"",
                        "\"enabled\":false",
                        "\"description\":\"for the shop\"",
                        "\"filter\":\"$.chat[?(@.is_group == false)]\"",
                        "\"format\":\"raw\"",
                        "\"retry_schedule\":\"7s\"",
                        "\"ordering\":\"none\"",
                        "\"headers\":{\"X-Key\":\"other\"}",
                        "\"timeout\":\"2500ms\"",
                        "\"concurrency\":4",
                        "\"rate_per_second\":31",
                        "\"delete_when_gone\":false",
                        "\"secret\":\"whsec_" + "A".repeat(32) + "\"")) {
            String field = change.split("\"")[1];
            ObjectNode before = all(id);
            assertThat(hub.put(WEBHOOKS + "/" + id, "{" + change + "}").status()).isEqualTo(200);
            ObjectNode after = all(id);
            assertThat(after.remove(field)).as(change).isNotEqualTo(before.remove(field));
            assertThat((JsonNode) after).as(change).isEqualTo(before);
        }
    }

    /** What is shown of a webhook, and what is not. */
    private ObjectNode all(int id) throws Exception {
        ObjectNode all = (ObjectNode) hub.get(WEBHOOKS + "/" + id).data();
        HttpSettings kept = hub.pipeline().subscriptions().byId(id).http();
        return all.put("secret", kept.secrets().toString())
                .put("headers", kept.headers().toString());
    }

    @Test
    void each_unusable_value_is_refused_by_the_name_of_its_field() throws Exception {
        for (String field :
                List.of(
                        "\"enabled\":1",
                        "\"enabled\":null",
                        "\"secret\":\"short\"",
                        "\"filter\":\"$[?(@.a =~ /a/)]\"",
                        "\"filter\":\"chat\"",
                        "\"filter\":7",
                        "\"format\":\"xml\"",
                        "\"retry_schedule\":\"soon\"",
                        "\"retry_schedule\":\"8d\"",
                        "\"ordering\":\"any\"",
                        "\"headers\":[]",
                        "\"headers\":{\"Host\":\"x\"}",
                        "\"headers\":{\"A\":\"b\\r\\nC: d\"}",
                        "\"headers\":{\"A\":1}",
                        "\"description\":\"a\\u0000b\"",
                        "\"description\":\"" + "d".repeat(1001) + "\"",
                        "\"timeout\":\"1ms\"",
                        "\"timeout\":\"2m\"",
                        "\"concurrency\":0",
                        "\"concurrency\":1.5",
                        "\"rate_per_second\":-1",
                        "\"rate_per_second\":99999999999",
                        "\"delete_when_gone\":\"yes\"")) {
            Reply reply = hub.post(WEBHOOKS, webhook("chat:new", "https://example.com/", field));
            String name = field.substring(1, field.indexOf('"', 1));
            assertThat(refused(reply)).as(field).containsExactly(name);
        }
        for (String url :
                List.of(
                        "",
                        "example.com",
                        "ftp://example.com/",
                        "http://10.0.0.1/",
                        "http://[::1]/",
                        "http://0x0a000001/",
                        "http://a b/",
                        "https://user:pass@example.com/",
                        "https://example.com/" + "a".repeat(4090))) {
            assertThat(refused(hub.post(WEBHOOKS, webhook("chat:new", url))))
                    .as(url)
                    .containsExactly("url");
        }
        assertThat(hub.post(WEBHOOKS, webhook("chat:new", "http://127.0.0.1:9/a")).status())
                .as("an allowed block")
                .isEqualTo(200);
        assertThat(refused(hub.post(WEBHOOKS, "{\"enabled\":\"yes\"}")))
                .containsExactly("event_type", "url", "enabled");
        assertThat(hub.get(WEBHOOKS).data()).hasSize(1);
    }
}

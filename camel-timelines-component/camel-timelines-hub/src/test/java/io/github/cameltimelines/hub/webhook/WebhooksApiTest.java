package io.github.cameltimelines.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.workspace.Workspace;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What TimelinesAI's calls do with webhooks. */
class WebhooksApiTest extends WebhookFixture {

    @Test
    void all_types_and_their_older_names_are_accepted_and_no_other() throws Exception {
        hub.pipeline()
                .workspaces()
                .edit(edits -> edits.update(new Workspace(1, "default", null, null, 0)));
        List<String> names =
                Stream.of(EventType.values())
                        .flatMap(
                                type ->
                                        Stream.concat(
                                                Stream.of(type.wireName()),
                                                type.aliases().stream()))
                        .toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(37);
        for (String name : names) {
            create(name);
        }
        List<String> listed =
                StreamSupport.stream(hub.get(WEBHOOKS).data().spliterator(), false)
                        .map(one -> one.get("event_type").asText())
                        .toList();
        assertThat(listed).containsExactlyElementsOf(names);
        for (String wrong : List.of("message:*", "*", "MESSAGE:NEW", "message:new,chat:new", "")) {
            assertThat(refused(hub.post(WEBHOOKS, webhook(wrong, "https://example.com/a"))))
                    .containsExactly("event_type");
        }
    }

    @Test
    void the_same_type_and_url_is_the_same_webhook_enabled_again() throws Exception {
        int id = create("chat:new");
        hub.put(WEBHOOKS + "/" + id, "{\"enabled\":false}");
        assertThat(create("chat:new")).isEqualTo(id);
        assertThat(hub.get(WEBHOOKS + "/" + id).data().get("enabled").booleanValue()).isTrue();
        assertThat(create("chat:new", "\"enabled\":false")).isEqualTo(id);
        assertThat(hub.get(WEBHOOKS + "/" + id).data().get("enabled").booleanValue()).isFalse();
        assertThat(hub.get(WEBHOOKS).data()).hasSize(1);
    }

    @Test
    void a_put_changes_what_it_names_and_nothing_else() throws Exception {
        int id = create("chat:new", "\"description\":\"for the CRM\"");
        int other = create("message:new");
        JsonNode changed = hub.put(WEBHOOKS + "/" + id, "{\"event_type\":\"chat:created\"}").data();
        assertThat(changed.get("event_type").asText()).isEqualTo("chat:created");
        assertThat(changed.get("description").asText()).isEqualTo("for the CRM");
        assertThat(hub.put(WEBHOOKS + "/" + id, "{}").data()).isEqualTo(changed);
        assertThat(refused(hub.put(WEBHOOKS + "/" + id, "{\"event_type\":\"message:new\"}")))
                .containsExactly("event_type");
        assertThat(hub.get(WEBHOOKS + "/" + other).data().get("id").intValue()).isEqualTo(other);
    }

    @Test
    void the_eleventh_webhook_is_refused_and_the_limit_is_the_workspaces() throws Exception {
        for (int number = 0; number < 10; number++) {
            hub.post(WEBHOOKS, webhook("chat:new", "https://example.com/" + number));
        }
        String more = webhook("chat:new", "https://example.com/more");
        assertProblem(hub.post(WEBHOOKS, more), 403, "quota_exceeded");
        assertThat(hub.post(WEBHOOKS, webhook("chat:new", "https://example.com/3")).status())
                .as("one that is there")
                .isEqualTo(200);
        hub.pipeline()
                .workspaces()
                .edit(edits -> edits.update(new Workspace(1, "default", null, null, 11)));
        assertThat(hub.post(WEBHOOKS, more).status()).isEqualTo(200);
        assertProblem(
                hub.post(WEBHOOKS, webhook("chat:new", "https://example.com/much-more")),
                403,
                "quota_exceeded");
    }

    @Test
    void a_deleted_webhook_is_gone_also_after_a_restart() throws Exception {
        int id = create("chat:new");
        int stays = create("message:new");
        assertThat(hub.delete(WEBHOOKS + "/" + id).text()).isEqualTo("{\"status\":\"ok\"}");
        assertProblem(hub.delete(WEBHOOKS + "/" + id), 404, "not_found");
        hub.close();
        hub = RunningHub.start(folder);
        assertThat(hub.get(WEBHOOKS).data()).hasSize(1);
        assertThat(hub.get(WEBHOOKS + "/" + stays).status()).isEqualTo(200);
    }

    @Test
    void a_subscription_of_a_route_is_no_webhook() throws Exception {
        Subscription route =
                hub.pipeline()
                        .subscriptions()
                        .save(Subscription.toRoute(1, "bot", "message:*").build());
        assertThat(hub.get(WEBHOOKS).data()).isEmpty();
        assertProblem(hub.get(WEBHOOKS + "/" + route.id()), 404, "not_found");
        assertProblem(hub.delete(WEBHOOKS + "/" + route.id()), 404, "not_found");
    }
}

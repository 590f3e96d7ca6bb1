package io.github.cameltimelines.hub.webhook;

import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.workspace.Workspace;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksApiTest {

    private static final String WEBHOOKS = "/integrations/api/webhooks";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir Path folder;
    private RunningHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = RunningHub.start(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String webhook(String eventType, String url, String... more) {
        return "{\"event_type\":\"%s\",\"url\":\"%s\"%s}"
                .formatted(
                        eventType,
                        url,
                        Stream.of(more).map(field -> "," + field).collect(joining()));
    }

    private int create(String eventType, String... more) throws Exception {
        Reply reply = hub.post(WEBHOOKS, webhook(eventType, "https://example.com/a", more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().get("status").asText()).isEqualTo("error");
        assertThat(reply.json().get("message").asText()).isNotBlank();
        assertThat(reply.raw().headers().firstValue("Content-Type")).contains("application/json");
    }

    /** The names of the fields that were refused. */
    private static List<String> refused(Reply reply) {
        assertProblem(reply, 400, "validation_error");
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.json().path("errors")) {
            error.get("fields").forEach(field -> fields.add(field.asText()));
            assertThat(error.get("msg").asText()).isNotBlank();
        }
        return fields;
    }

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
    void what_is_beyond_timelines_ai_is_kept_and_secrets_are_not_shown() throws Exception {
        int id =
                create(
                        "message:new",
                        "\"secret\":\"" + SECRET + "\"",
                        "\"filter\":\"$.chat[?(@.is_group == true)]\"",
                        "\"format\":\"cloudevents\"",
                        "\"retry_schedule\":\"5s,90s,1d\"",
                        "\"ordering\":\"strict\"",
                        "\"headers\":{\"X-Key\":\"private\"}",
                        "\"timeout\":\"1500ms\"",
                        "\"concurrency\":3",
                        "\"rate_per_second\":30",
                        "\"unknown\":{\"a\":[1]}");
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
                        "\"rate_per_second\":30");
        Subscription kept = hub.pipeline().subscriptions().byId(id);
        assertThat(kept.http().secrets()).containsExactly(SECRET);
        assertThat(kept.http().headers()).containsEntry("X-Key", "private");
        JsonNode plain =
                hub.put(
                                WEBHOOKS + "/" + id,
                                "{\"secret\":null,\"filter\":null,\"format\":null,\"retry_schedule\":null,"
                                        + "\"ordering\":null,\"headers\":null,\"timeout\":null,"
                                        + "\"concurrency\":null,\"rate_per_second\":null}")
                        .data();
        assertThat(plain).hasSize(5);
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
                        "\"rate_per_second\":99999999999")) {
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

    @Test
    void what_is_no_json_object_is_refused() throws Exception {
        for (String body :
                List.of("", "{", "[]", "null", "\"a\"", "{} {}", "{\"url\":\"\u0000\"}")) {
            assertProblem(hub.post(WEBHOOKS, body), 400, "validation_error");
        }
        Reply latin =
                hub.call(
                        "POST",
                        WEBHOOKS,
                        TOKEN,
                        BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xE4, '"', '}'}),
                        "Content-Type",
                        "application/json");
        assertProblem(latin, 400, "validation_error");
        Reply form =
                hub.call(
                        "POST",
                        WEBHOOKS,
                        TOKEN,
                        BodyPublishers.ofString("url=a"),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertProblem(form, 415, "unsupported_media_type");
        Reply large = hub.post(WEBHOOKS, "{\"a\":\"" + "a".repeat(300_000) + "\"}");
        assertProblem(large, 413, "payload_too_large");
        assertThat(hub.post(WEBHOOKS, "{\"a\":\"" + "a".repeat(2_000_000) + "\"}").status())
                .isEqualTo(413);
    }

    @Test
    void a_call_without_a_token_that_we_know_is_answered_401() throws Exception {
        for (String path : List.of(WEBHOOKS, WEBHOOKS + "/1", WEBHOOKS + "/changelog")) {
            assertProblem(hub.get(path, null), 401, "missing_credentials");
            assertProblem(hub.get(path, TOKEN + "x"), 401, "invalid_token");
            assertProblem(hub.get(path, ""), 401, "missing_credentials");
        }
        assertThat(hub.get(WEBHOOKS, null).raw().headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
        Reply basic =
                hub.call(
                        "GET",
                        WEBHOOKS,
                        null,
                        BodyPublishers.noBody(),
                        "Authorization",
                        "Basic YTpi");
        assertProblem(basic, 401, "missing_credentials");
        assertProblem(hub.send("POST", WEBHOOKS, "wrong", "{}"), 401, "invalid_token");
    }

    @Test
    void unknown_paths_ids_and_methods_are_answered_in_json() throws Exception {
        int id = create("chat:new");
        assertProblem(hub.get(WEBHOOKS + "/" + (id + 1)), 404, "not_found");
        assertProblem(hub.get(WEBHOOKS + "/99999999999"), 404, "not_found");
        assertProblem(hub.get(WEBHOOKS + "/x"), 404, "not_found");
        assertProblem(hub.get(WEBHOOKS + "/x?id=" + id), 404, "not_found");
        assertProblem(hub.put(WEBHOOKS + "/" + (id + 1), "{}"), 404, "not_found");
        assertProblem(hub.delete(WEBHOOKS + "/" + (id + 1)), 404, "not_found");
        assertProblem(hub.get("/integrations/api/nothing"), 404, "not_found");
        assertProblem(hub.delete(WEBHOOKS), 405, "not_supported");
        assertProblem(hub.post(WEBHOOKS + "/" + id, "{}"), 405, "not_supported");
        assertThat(hub.get(WEBHOOKS + "/").data()).hasSize(1);
        assertThat(hub.get(WEBHOOKS + "/" + id + "/").status()).isEqualTo(200);
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
}

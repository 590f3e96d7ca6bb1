package io.github.cameltimelines.hub.openapi;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.NOTHING;
import static io.github.cameltimelines.hub.RunningHub.SECRET;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.hub.openapi.Described.Operation;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document tells what the hub answers: all of it, and nothing else. */
class OpenApiAnswersTest extends DescribedHub {

    private static final String WEBHOOKS = "/integrations/api/webhooks";
    private static final String HUB = "/hub/api/v1";
    private static final String[] JSON = {"Content-Type", "application/json"};

    private Reply call(
            String method, String path, String token, BodyPublisher body, String... headers)
            throws Exception {
        Reply reply = hub.call(method, path, token, body, headers);
        described.check(method, path, reply);
        return reply;
    }

    private Reply send(String method, String path, String token, String json) throws Exception {
        return call(method, path, token, BodyPublishers.ofString(json), JSON);
    }

    private Reply get(String path, String token) throws Exception {
        return call("GET", path, token, NOTHING);
    }

    @Test
    void the_hub_answers_what_is_described_and_all_of_it() throws Exception {
        Map<String, Object> ids = succeed();
        for (Operation operation : described.operations()) {
            fail(operation, ids);
        }
        shutLedgerDown();
        assertThat(send("POST", "/hooks/" + SECRET, null, event("u-9")).status()).isEqualTo(503);
        assertThat(send("POST", HUB + "/events", TOKEN, event("u-9")).status()).isEqualTo(503);
        TreeSet<String> missing = new TreeSet<>(described.answers());
        missing.removeAll(described.seen());
        missing.removeIf(answer -> answer.endsWith(" 500") || answer.endsWith(" 503"));
        missing.remove("POST " + HUB + "/events 413"); // the server itself refuses it, without body
        assertThat(missing).as("described, and not seen").isEmpty();
    }

    private static String event(String uid) {
        return "{\"event_type\":\"message:received:new\",\"message\":{\"message_uid\":\""
                + uid
                + "\",\"direction\":\"received\"}}";
    }

    /** Every call as it is meant; answers an id for each path that has one. */
    private Map<String, Object> succeed() throws Exception {
        get("/openapi.json", null);
        get(HUB + "/workspace", TOKEN);
        get(HUB + "/samples?event_type=chat:new", TOKEN);
        get(HUB + "/samples?limit=26", TOKEN);
        get(HUB + "/examples?event_type=chat:new", TOKEN);
        get(HUB + "/examples", TOKEN);
        FiguresCalls.succeed(hub, described);
        send("POST", "/hooks/" + SECRET, null, event("u-1"));
        send("POST", HUB + "/events", TOKEN, event("u-2"));
        send("POST", HUB + "/events", TOKEN, event("u-2"));
        String full =
                """
                {"event_type": "chat:new", "url": "http://127.0.0.1/a", "enabled": true,
                 "description": "d", "filter": "$.chat[?(@.is_group == true)]", "ordering": "strict",
                 "format": "cloudevents", "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                 "retry_schedule": "1s,2m", "timeout": "3s", "headers": {"X-Key": "k"},
                 "concurrency": 3, "rate_per_second": 7, "delete_when_gone": true}""";
        int webhook = send("POST", WEBHOOKS, TOKEN, full).data().get("id").intValue();
        send("PUT", WEBHOOKS + "/" + webhook, TOKEN, "{\"enabled\":false,\"ordering\":null}");
        get(WEBHOOKS + "/" + webhook, TOKEN);
        String another =
                "{\"event_type\":\"chat:new\",\"url\":\"http://127.0.0.1/%s\",\"retry_schedule\":\"1h\"}";
        int second =
                send("POST", WEBHOOKS, TOKEN, another.formatted("b")).data().get("id").intValue();
        assertThat(send("POST", WEBHOOKS, TOKEN, another.formatted("c")).status()).isEqualTo(403);
        get(WEBHOOKS, TOKEN);
        Map<String, Object> ids = new HashMap<>(history(webhook, second));
        call("DELETE", WEBHOOKS + "/" + second, TOKEN, NOTHING);
        String toNobody = HUB + "/deliveries/" + ids.get(HUB + "/deliveries/{id}") + "/request";
        assertThat(get(toNobody, TOKEN).status()).isEqualTo(409);
        assertThat(get(WEBHOOKS + "/changelog", TOKEN).data()).hasSize(4);
        get(WEBHOOKS + "/changelog?format=txt", TOKEN);
        assertThat(get(WEBHOOKS + "/changelog?format=pdf", TOKEN).status()).isEqualTo(400);
        figures(webhook);
        int erasure =
                send("POST", HUB + "/erasures", TOKEN, "{\"chat_id\":4711}")
                        .data()
                        .get("id")
                        .intValue();
        get(HUB + "/erasures", TOKEN);
        get(HUB + "/erasures", ADMIN);
        get(HUB + "/erasures/" + erasure, ADMIN);
        get(HUB + "/erasures/" + erasure, TOKEN);
        int workspace =
                send(
                                "POST",
                                HUB + "/workspaces",
                                ADMIN,
                                "{\"name\":\"w\",\"owner_email\":\"o@example.com\",\"webhook_limit\":0}")
                        .data()
                        .get("id")
                        .intValue();
        await().until(() -> get(HUB + "/flows/fails", TOKEN).data().has("last_error"));
        get(HUB + "/flows", ADMIN);
        get(HUB + "/workspaces", ADMIN);
        get(HUB + "/workspaces/" + workspace, ADMIN);
        send("PUT", HUB + "/workspaces/" + workspace, ADMIN, "{\"webhook_limit\":null}");
        int token =
                send("POST", HUB + "/tokens", ADMIN, "{\"name\":\"t\",\"workspace_id\":1}")
                        .data()
                        .get("id")
                        .intValue();
        call("DELETE", HUB + "/tokens/" + token, ADMIN, NOTHING);
        get(HUB + "/tokens", ADMIN);
        for (String path :
                List.of(
                        WEBHOOKS + "/{id}",
                        WEBHOOKS + "/{id}/log",
                        HUB + "/webhooks/{id}",
                        HUB + "/webhooks/{id}/test",
                        HUB + "/webhooks/{id}/secret/rotate")) {
            ids.put(path, webhook);
        }
        ids.put(HUB + "/erasures/{id}", erasure);
        ids.put(HUB + "/workspaces/{id}", workspace);
        ids.put(HUB + "/tokens/{id}", token);
        return ids;
    }

    /** What was delivered to that webhook, resent and replayed. */
    private Map<String, String> history(int disabled, int webhook) throws Exception {
        String chat = "{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":9}}";
        String event = send("POST", HUB + "/events", TOKEN, chat).data().get("id").asText();
        String events = HUB + "/events/" + event;
        get(HUB + "/events", TOKEN);
        get(HUB + "/events?limit=x", TOKEN);
        get(events, TOKEN);
        get(events + "/payload", TOKEN);
        get(HUB + "/deliveries?status=lost", TOKEN);
        String delivery = get(HUB + "/deliveries", TOKEN).data().get(0).get("id").asText();
        String deliveries = HUB + "/deliveries/" + delivery;
        await().until(() -> !get(deliveries, TOKEN).data().get("log").isEmpty());
        get(deliveries + "/request", TOKEN);
        String to = "{\"webhook_id\":%d}";
        send("POST", deliveries + "/resend", TOKEN, "");
        send("POST", events + "/resend", TOKEN, to.formatted(webhook));
        send("POST", events + "/resend", TOKEN, to.formatted(disabled));
        String test = "{\"event_type\":\"chat:new\"}";
        send("POST", HUB + "/webhooks/" + webhook + "/test", TOKEN, test);
        send("POST", HUB + "/webhooks/" + disabled + "/test", TOKEN, test);
        String replay = replays(disabled, webhook);
        sql("UPDATE timelines_event SET payload = X''");
        get(events + "/payload", TOKEN);
        send("POST", events + "/resend", TOKEN, to.formatted(webhook));
        send("POST", deliveries + "/resend", TOKEN, "");
        get(deliveries + "/request", TOKEN);
        sql("UPDATE timelines_subscription SET enabled = FALSE");
        sql("UPDATE timelines_changed SET revision = revision + 1");
        await().until(() -> send("POST", deliveries + "/resend", TOKEN, "").status() == 409);
        Map<String, String> ids = new HashMap<>();
        for (String end : List.of("", "/payload", "/request", "/resend")) {
            ids.put(HUB + "/events/{id}" + end, event);
            ids.put(HUB + "/deliveries/{id}" + end, delivery);
        }
        for (String end : List.of("", "/pause", "/resume", "/cancel")) {
            ids.put(HUB + "/replays/{id}" + end, replay);
        }
        return ids;
    }

    private String replays(int disabled, int webhook) throws Exception {
        String all = HUB + "/replays";
        String to = "{\"webhook_id\":%d%s}";
        send("POST", all, TOKEN, to.formatted(webhook, ",\"dry_run\":true"));
        send("POST", all, TOKEN, to.formatted(disabled, ""));
        String id = send("POST", all, TOKEN, to.formatted(webhook, "")).data().get("id").asText();
        String one = all + "/" + id;
        String done = "done";
        await().until(() -> get(one, TOKEN).data().get("state").asText().equals(done));
        for (String verb : List.of("pause", "resume", "cancel")) {
            assertThat(send("POST", one + "/" + verb, TOKEN, "").status()).isEqualTo(409);
        }
        sql("UPDATE timelines_replay SET state = 'PAUSED'");
        for (String verb : List.of("pause", "cancel")) {
            assertThat(send("POST", one + "/" + verb, TOKEN, "").status()).isEqualTo(200);
        }
        sql("UPDATE timelines_replay SET state = 'PAUSED'");
        call("POST", one + "/resume", TOKEN, NOTHING);
        sql(
                "INSERT INTO timelines_replay SELECT x, 1, 'm', '{\"chat_id\":9}', 'PAUSED', 0, 0, 1000000, 0, 0,"
                        + " NULL, NULL FROM SYSTEM_RANGE(1, 20)");
        assertThat(send("POST", all, TOKEN, to.formatted(webhook, "")).status()).isEqualTo(403);
        get(all + "?limit=3", TOKEN);
        get(all + "?cursor=x", TOKEN);
        sql("DELETE FROM timelines_replay WHERE replay_id <= 20");
        return id;
    }

    private void figures(int webhook) throws Exception {
        String one = HUB + "/webhooks/" + webhook;
        get(HUB + "/webhooks", TOKEN);
        get(one, TOKEN);
        send("POST", one + "/secret/rotate", TOKEN, "{\"overlap\":\"1h\"}");
        get(one, TOKEN);
        get(WEBHOOKS + "/" + webhook + "/log", TOKEN);
        get(WEBHOOKS + "/changelog", TOKEN);
    }

    /** One call as it is not meant, in every way that there is. */
    private void fail(Operation operation, Map<String, Object> ids) throws Exception {
        String method = operation.method();
        List<String> security = operation.security(described.document());
        String token = security.contains("token") ? TOKEN : security.isEmpty() ? null : ADMIN;
        String nowhere =
                operation
                        .path()
                        .replace("{secret}", "none-of-the-secrets")
                        .replaceAll("\\{(id|file)}", "999999");
        String path = operation.path().replace("{secret}", SECRET).replace("{file}", "fails");
        if (path.contains("{id}")) {
            path = path.replace("{id}", String.valueOf(ids.get(operation.path())));
        }
        JsonNode example = operation.body().path("example");
        if (!security.isEmpty()) {
            assertThat(send(method, path, null, "{}").status()).isEqualTo(401);
            assertThat(send(method, path, "none-of-the-tokens", "{}").status()).isEqualTo(401);
        }
        if (security.equals(List.of("adminToken"))) {
            assertThat(send(method, path, TOKEN, "{}").status()).isEqualTo(403);
        }
        if (operation.path().contains("{")) {
            assertThat(send(method, nowhere, token, example.toString()).status()).isEqualTo(404);
        }
        if (!operation.body().isMissingNode()) {
            assertThat(send(method, path, token, "[").status()).isEqualTo(400);
            BodyPublisher large = BodyPublishers.ofByteArray(new byte[(1 << 18) + 1]);
            if (operation.answers(415)) {
                call(method, path, token, large, "Content-Type", "text/plain");
                if (!path.endsWith("/events")) {
                    call(method, path, token, large, JSON);
                }
            } else {
                BodyPublisher larger = BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]);
                call(method, path, token, larger, JSON);
            }
        }
    }
}

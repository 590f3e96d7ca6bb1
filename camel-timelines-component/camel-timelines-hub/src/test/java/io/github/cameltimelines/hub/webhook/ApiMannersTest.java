package io.github.cameltimelines.hub.webhook;

import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may call, with what, and how the rest is answered. */
class ApiMannersTest extends WebhookFixture {

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
    void what_stands_in_the_query_or_in_a_form_is_no_header() throws Exception {
        create("chat:new");
        for (String query :
                List.of(
                        "?Authorization=Bearer%20" + TOKEN,
                        "?authorization=Bearer+" + TOKEN,
                        "?a=b;Authorization=Bearer%20" + TOKEN,
                        "?%41uthorization=Bearer%20" + TOKEN)) {
            Reply reply = hub.get(WEBHOOKS + query, null);
            assertThat(reply.status()).as(query).isIn(400, 401);
            assertThat(reply.text()).doesNotContain(TOKEN, "chat:new");
        }
        assertProblem(hub.get(WEBHOOKS + "?Authorization=x"), 400, "validation_error");
        assertProblem(
                hub.call(
                        "POST",
                        WEBHOOKS + "?Content-Type=application%2Fjson",
                        TOKEN,
                        BodyPublishers.ofString(webhook("chat:new", "https://example.com/b"))),
                400,
                "validation_error");
        assertProblem(hub.get(WEBHOOKS + "/changelog?Accept=text/plain"), 400, "validation_error");
        for (String method : List.of("POST", "PUT")) { // the server takes forms with these
            Reply form =
                    hub.call(
                            method,
                            WEBHOOKS + (method.equals("PUT") ? "/1" : ""),
                            null,
                            BodyPublishers.ofString("Authorization=Bearer+" + TOKEN),
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertThat(form.status()).as(method).isIn(401, 415);
        }
        assertThat(hub.get(WEBHOOKS).data()).hasSize(1);
    }
}

package io.github.cameltimelines.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.Receiver.Call;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The signatures while a secret is rotated, by the reference library of Standard Webhooks. */
class SecretRotationTest extends WebhookFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GIVEN = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private Receiver receiver;
    private int id;
    private int events;

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
        id =
                hub.post(
                                WEBHOOKS,
                                webhook(
                                        "message:received:new",
                                        receiver.url("/a"),
                                        "\"secret\":\"" + SECRET + "\""))
                        .data()
                        .get("id")
                        .intValue();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private Call delivery() throws Exception {
        int before = receiver.calls().size();
        hub.post(
                "/hub/api/v1/events",
                "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                        + "\"message\":{\"message_uid\":\"m"
                        + ++events
                        + "\"}}");
        await().atMost(PATIENCE).until(() -> receiver.calls().size() > before);
        return receiver.calls().get(before);
    }

    private static boolean verifies(Call call, String secret) {
        try {
            new Webhook(secret).verify(call.body(), call.headers());
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    private Reply rotate(String body) throws Exception {
        return hub.post(FULL + "/" + id + "/secret/rotate", body);
    }

    @Test
    void during_the_overlap_both_secrets_verify_and_after_it_only_the_new_one() throws Exception {
        Reply reply = rotate("{\"overlap\":\"4s\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String fresh = reply.data().get("secret").asText();
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(SECRET);
        Instant until = Instant.parse(reply.data().get("previous_secrets_until").asText());

        Call during = delivery();
        assertThat(verifies(during, SECRET)).isTrue();
        assertThat(verifies(during, fresh)).isTrue();
        assertThat(verifies(during, GIVEN)).isFalse();

        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(until));
        Call after = delivery();
        assertThat(verifies(after, fresh)).isTrue();
        assertThat(verifies(after, SECRET)).isFalse();
        assertThat(after.header("Webhook-signature").split(" ")).hasSize(1);
        JsonNode shown = hub.get(FULL + "/" + id).data();
        assertThat(shown.has("previous_secrets_until")).isFalse();
        assertThat(shown.get("signed").booleanValue()).isTrue();
    }

    @Test
    void a_given_secret_is_taken_and_without_an_overlap_the_old_ones_end_at_once()
            throws Exception {
        rotate("{}");
        Reply reply = rotate("{\"secret\":\"" + GIVEN + "\",\"overlap\":\"0s\"}");
        assertThat(reply.data().get("secret").asText()).isEqualTo(GIVEN);
        assertThat(reply.data().has("previous_secrets_until")).isFalse();

        Call call = delivery();
        assertThat(verifies(call, GIVEN)).isTrue();
        assertThat(verifies(call, SECRET)).isFalse();
        assertThat(call.header("Webhook-signature").split(" ")).hasSize(1);
    }

    @Test
    void the_default_is_a_day_and_a_call_without_a_body_is_enough() throws Exception {
        Reply reply =
                hub.call(
                        "POST",
                        FULL + "/" + id + "/secret/rotate",
                        RunningHub.TOKEN,
                        RunningHub.NOTHING);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(Instant.parse(reply.data().get("previous_secrets_until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(23 * 60 + 58)),
                        Instant.now().plus(Duration.ofHours(24)));
        hub.close();
        hub = RunningHub.start(folder);
        Call call = delivery();
        assertThat(verifies(call, SECRET)).as("also after a restart").isTrue();
        assertThat(verifies(call, reply.data().get("secret").asText())).isTrue();
    }

    @Test
    void the_secret_is_told_once_and_stands_in_no_log() throws Exception {
        String fresh = rotate("{}").data().get("secret").asText();
        Reply changes = hub.get(WEBHOOKS + "/changelog");
        assertThat(changes.data().get(0).get("action").asText()).isEqualTo("rotated");
        assertThat(changes.data().get(0).at("/before/secrets").intValue()).isEqualTo(1);
        assertThat(changes.data().get(0).at("/after/secrets").intValue()).isEqualTo(2);
        for (String path :
                new String[] {
                    WEBHOOKS,
                    WEBHOOKS + "/" + id,
                    FULL,
                    FULL + "/" + id,
                    WEBHOOKS + "/changelog",
                    WEBHOOKS + "/changelog?format=txt"
                }) {
            assertThat(hub.get(path).text()).as(path).doesNotContain(fresh, SECRET);
        }
    }

    @Test
    void what_cannot_be_a_secret_or_an_overlap_is_refused_by_its_name() throws Exception {
        assertThat(refused(rotate("{\"secret\":\"short\"}"))).containsExactly("secret");
        assertThat(refused(rotate("{\"secret\":\"" + SECRET + "\"}"))).containsExactly("secret");
        assertThat(refused(rotate("{\"overlap\":\"8d\"}"))).containsExactly("overlap");
        assertThat(refused(rotate("{\"overlap\":\"1h,1h\"}"))).containsExactly("overlap");
        assertThat(refused(rotate("{\"overlap\":3,\"secret\":4}")))
                .containsExactly("secret", "overlap");
        assertProblem(hub.post(FULL + "/999/secret/rotate", "{}"), 404, "not_found");
        for (int more = 0; more < 4; more++) {
            assertThat(rotate("{}").status()).isEqualTo(200);
        }
        assertThat(refused(rotate("{}"))).as("a sixth would sign").containsExactly("secret");
        assertThat(rotate("{\"overlap\":\"0s\"}").status()).isEqualTo(200);
        assertThat(rotate("{}").status()).isEqualTo(200);
    }

    @Test
    void a_webhook_without_a_secret_gets_its_first() throws Exception {
        hub.put(WEBHOOKS + "/" + id, "{\"secret\":null}");
        Reply reply = rotate("{}");
        assertThat(reply.data().has("previous_secrets_until")).isFalse();
        assertThat(verifies(delivery(), reply.data().get("secret").asText())).isTrue();
    }
}

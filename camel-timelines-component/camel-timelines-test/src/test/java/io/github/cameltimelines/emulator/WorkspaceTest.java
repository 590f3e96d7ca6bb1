package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkspaceTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension = TimelinesEmulatorExtension.create();

    private TimelinesEmulator emulator;
    private Api api;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.api = Api.of(emulator);
    }

    @Test
    void accounts_are_active_or_disconnected() {
        emulator.account().suspends();
        JsonNode account = api.get("/whatsapp_accounts").data().at("/whatsapp_accounts/0");
        assertThat(account.get("id").asText()).isEqualTo("34600999888@s.whatsapp.net");
        assertThat(account.get("status").asText()).isEqualTo("disconnected");
        emulator.account().resumes();
        assertThat(api.get("/v2/whatsapp_accounts").data().at("/whatsapp_accounts/0").toString())
                .contains("\"status\":\"active\"", "\"is_visible\":true");
    }

    @Test
    void the_workspace_shows_its_quotas() {
        JsonNode workspace = api.get("/workspace").data();
        assertThat(workspace.at("/messaging_quota/total").asLong()).isEqualTo(100_000);
        assertThat(workspace.at("/api_calls_quota/used").asLong()).isEqualTo(1);
        assertThat(workspace.at("/messaging_quota/period_end").asText()).contains("-01 00:00:00");
        assertThat(api.get("/workspace/quotas").data().get("total").asLong()).isEqualTo(100_000);
    }

    @Test
    void teammates_are_invited_until_they_have_joined() {
        assertThat(api.get("/workspace/teammates/me").data().get("display_name").asText())
                .isEqualTo("Eva");
        JsonNode invited =
                api.post(
                                "/workspace/invitations",
                                "{\"email\":\"kim@shop.example\",\"first_name\":\"Kim\","
                                        + "\"role\":\"agent\"}")
                        .data();
        assertThat(invited.get("invitation_status").asText()).isEqualTo("pending");
        assertThat(api.get("/workspace/teammates").data().get("teammates")).hasSize(3);
        String path = "/workspace/invitations/";
        assertThat(api.delete(path + invited.get("user_id").asText()).status()).isEqualTo(200);
        assertThat(api.delete(path + invited.get("user_id").asText()).status()).isEqualTo(404);
        assertThat(api.delete(path + "1").status()).isEqualTo(409);
        assertThat(api.post("/workspace/invitations", "{\"email\":\"x\"}").status()).isEqualTo(400);
        assertThat(
                        api.post(
                                        "/workspace/invitations",
                                        "{\"email\":\"a@b.example\",\"role\":\"king\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void text_templates_are_kept() {
        JsonNode created =
                api.post("/templates", "{\"name\":\"Hours\",\"text\":\"9 to 5\"}").data();
        String path = "/templates/" + created.get("id").asText();
        api.patch(path, "{\"text\":\"9 to 6\",\"visibility\":\"public\"}");
        api.post(path + "/track_usage", "");

        JsonNode template = api.get(path).data();
        assertThat(template.get("text").asText()).isEqualTo("9 to 6");
        assertThat(template.get("usage_count").asInt()).isEqualTo(1);
        assertThat(template.get("created_at").asText()).endsWith("Z");
        assertThat(api.post("/v2/templates", "{\"name\":\"a\",\"text\":\"b\"}").body())
                .isEqualTo("{\"success\":true}");
        assertThat(api.get("/templates").data().get("templates_count").asInt()).isEqualTo(2);
        assertThat(api.get("/v2/templates").data()).hasSize(2);
        assertThat(api.delete(path).status()).isEqualTo(200);
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.post("/templates", "{\"name\":\"a\"}").status()).isEqualTo(400);
    }
}

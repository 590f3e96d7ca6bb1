package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilesTest {

    private static final byte[] PRICES = "a;1\n".getBytes(StandardCharsets.UTF_8);

    private final TestClock clock = new TestClock();
    private final TimelinesEmulator emulator = TimelinesEmulator.builder().clock(clock).start();
    private final Api api = Api.of(emulator);

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void an_upload_can_be_listed_read_and_deleted() {
        JsonNode file = upload("Prices.csv");
        String uid = file.get("uid").asText();

        assertThat(file.get("size").asInt()).isEqualTo(4);
        assertThat(file.get("mimetype").asText()).isEqualTo("text/csv");
        assertThat(file.get("uploaded_at").asText()).isEqualTo("2026-03-02 09:15:00 +0100");
        assertThat(api.get("/files?filename=prices").data()).hasSize(1);
        assertThat(api.get("/files?filename=prices").data().get(0).has("temporary_download_url"))
                .isFalse();
        assertThat(api.get("/files?filename=none").data()).isEmpty();
        assertThat(api.get("/files/" + uid).data().get("filename").asText())
                .isEqualTo("Prices.csv");

        Api.Answer deleted = api.delete("/files/" + uid);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().has("data")).isFalse();
        assertThat(api.get("/files/" + uid).status()).isEqualTo(404);
        assertThat(Api.side(emulator).get(file.get("temporary_download_url").asText()).status())
                .isEqualTo(403);
    }

    @Test
    void a_download_link_needs_no_token_and_ends_after_fifteen_minutes() {
        String link = upload("prices.csv").get("temporary_download_url").asText();

        clock.forward(Duration.ofMinutes(15).minusSeconds(1));
        Api.Answer inTime = Api.side(emulator).get(link);
        assertThat(inTime.status()).isEqualTo(200);
        assertThat(inTime.body()).isEqualTo("a;1\n");
        assertThat(inTime.type()).isEqualTo("text/csv");

        clock.forward(Duration.ofSeconds(1));
        assertThat(Api.side(emulator).get(link).status()).isEqualTo(403);
    }

    @Test
    void a_file_is_fetched_from_a_url_and_can_be_sent() {
        String link = upload("prices.csv").get("temporary_download_url").asText();
        JsonNode fetched =
                api.post(
                                "/files",
                                "{\"download_url\":\"%s\",\"filename\":\"copy.csv\"}"
                                        .formatted(link))
                        .data();

        assertThat(fetched.get("filename").asText()).isEqualTo("copy.csv");
        assertThat(fetched.get("size").asInt()).isEqualTo(4);
        assertThat(fetched.get("mimetype").asText()).isEqualTo("text/csv");
        api.post(
                "/messages",
                "{\"phone\":\"+34600111222\",\"file_uid\":\"%s\"}"
                        .formatted(fetched.get("uid").asText()));
        assertThat(emulator.sentByApi().get(0).attachments()).containsExactly("copy.csv");
    }

    @Test
    void a_url_that_cannot_be_fetched_is_400() {
        assertThat(api.post("/files", "{\"download_url\":\"ftp://x/y\"}").status()).isEqualTo(400);
        assertThat(api.post("/files", "{}").body()).contains("\"fields\":[\"download_url\"]");
        String gone = emulator.url() + "/downloads/none";
        assertThat(api.post("/files", "{\"download_url\":\"" + gone + "\"}").body())
                .contains("could not be downloaded: 403");
        assertThat(api.post("/files", "{\"download_url\":\"http://localhost:1/x\"}").status())
                .isEqualTo(400);
    }

    @Test
    void a_file_over_the_limit_is_413() {
        byte[] big = new byte[21 * 1024 * 1024];
        Api.Answer answer = api.upload("/files_upload", "big.bin", "x/y", big, Map.of());
        assertThat(answer.status()).isEqualTo(413);
    }

    private JsonNode upload(String name) {
        return api.upload("/files_upload", name, "text/csv", PRICES, Map.of()).data();
    }
}

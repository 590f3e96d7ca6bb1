package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An emulator whose workspace is kept in a file. */
class KeptWorkspaceTest {

    private static final String ANA = "+34600111222";
    private static final String HOOK = "{\"event_type\":\"%s\",\"url\":\"http://localhost:9/%s\"}";

    @TempDir private Path folder;

    private TimelinesEmulator emulator(Duration pacing) {
        return TimelinesEmulator.builder()
                .clock(new TestClock())
                .pacing(pacing)
                .dataFolder(folder.resolve("made/when/missing"))
                .start();
    }

    private TimelinesEmulator emulator() {
        return emulator(Duration.ofMillis(1));
    }

    private Path file() {
        return folder.resolve("made/when/missing/emulator.json");
    }

    @Test
    void the_next_one_goes_on_with_chats_messages_reactions_labels_and_people() {
        String before;
        long chat;
        try (TimelinesEmulator first = emulator()) {
            EmulatedMessage asked = first.customer(ANA).named("Ana Lopez").writes("Hours? ¿ñ 👍");
            chat = asked.chatId();
            first.customer(ANA).reacts(asked.uid(), "👍");
            first.customer("+34600333444").onWaba().writes("On the other number");
            first.customer(ANA).calls(Duration.ofSeconds(61));
            Api api = Api.of(first);
            api.post("/chats/" + chat + "/messages", "{\"text\":\"From nine to five\"}");
            api.post("/chats/" + chat + "/notes", "{\"text\":\"She asks often\"}");
            api.post("/chats/" + chat + "/labels", "{\"labels\":[\"vip\"]}");
            api.patch("/chats/" + chat, "{\"responsible\":\"tom@shop.example\"}");
            api.post("/templates", "{\"name\":\"Hi\",\"text\":\"Hello\"}");
            first.account().disconnects();
            await().until(() -> first.sentByApi().get(0).status().equals("Read"));
            before = seen(first, chat);
        }
        try (TimelinesEmulator second = emulator()) {
            assertThat(seen(second, chat)).isEqualTo(before).contains("vip", "She asks often");
            assertThat(second.messages(chat).get(0).text()).isEqualTo("Hours? ¿ñ 👍");
        }
    }

    private static String seen(TimelinesEmulator emulator, long chat) {
        Api api = Api.of(emulator);
        StringBuilder all = new StringBuilder();
        for (String path :
                List.of(
                        "/chats",
                        "/waba/chats",
                        "/chats/" + chat,
                        "/chats/" + chat + "/messages",
                        "/chats/" + chat + "/labels",
                        "/templates",
                        "/workspace/teammates",
                        "/whatsapp_accounts",
                        "/workspace/quotas")) {
            all.append(api.get(path).body()).append('\n');
        }
        return all.toString();
    }

    @Test
    void files_can_still_be_downloaded_and_deleted_ones_stay_deleted() {
        byte[] bytes = {0, 1, (byte) 0xff, '"', '\n'};
        String kept;
        String deleted;
        try (TimelinesEmulator first = emulator()) {
            Api api = Api.of(first);
            kept = upload(api, "kept.bin", bytes);
            deleted = upload(api, "deleted.bin", bytes);
            long chat = first.customer(ANA).writes("Hi").chatId();
            api.post("/chats/" + chat + "/messages", "{\"file_uid\":\"" + deleted + "\"}");
            api.delete("/files/" + deleted);
        }
        try (TimelinesEmulator second = emulator()) {
            Api api = Api.of(second);
            assertThat(api.get("/files/" + deleted).status()).isEqualTo(404);
            String link = api.get("/files/" + kept).data().get("temporary_download_url").asText();
            assertThat(Api.side(second).get(link).body())
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            assertThat(second.sentByApi().get(0).attachments()).containsExactly("deleted.bin");
        }
    }

    private static String upload(Api api, String name, byte[] bytes) {
        return api.upload("/files_upload", name, "application/octet-stream", bytes, Map.of())
                .data()
                .get("uid")
                .asText();
    }

    @Test
    void webhooks_stay_registered_and_no_id_is_given_twice() {
        long chat;
        List<EmulatedWebhook> webhooks;
        long deleted;
        try (TimelinesEmulator first = emulator()) {
            Api api = Api.of(first);
            chat = first.customer(ANA).writes("Hi").chatId();
            api.post("/webhooks", HOOK.formatted("chat:new", "a"));
            deleted =
                    api.post("/webhooks", HOOK.formatted("chat:new", "b"))
                            .data()
                            .get("id")
                            .asLong();
            api.delete("/webhooks/" + deleted);
            webhooks = first.webhooks();
        }
        try (TimelinesEmulator second = emulator()) {
            assertThat(second.webhooks()).isEqualTo(webhooks);
            assertThat(second.customer("+34600555666").writes("Hi").chatId()).isEqualTo(chat + 1);
            Api api = Api.of(second);
            assertThat(id(api, "c")).isEqualTo(deleted + 1);
            assertThat(id(api, "b")).as("as the provider restores it").isEqualTo(deleted);
        }
    }

    private static long id(Api api, String path) {
        return api.post("/webhooks", HOOK.formatted("chat:new", path)).data().get("id").asLong();
    }

    @Test
    void what_was_being_sent_is_sent_by_the_next_one() {
        long chat;
        try (TimelinesEmulator slow = emulator(Duration.ofHours(1))) {
            chat = slow.customer(ANA).writes("Hi").chatId();
            Api.of(slow).post("/chats/" + chat + "/messages", "{\"text\":\"Hello\"}");
            assertThat(slow.sentByApi().get(0).status()).isEqualTo("Pending");
        }
        try (TimelinesEmulator next = emulator()) {
            await().until(() -> next.sentByApi().get(0).status().equals("Read"));
        }
    }

    @Test
    void a_reset_is_kept_too() {
        try (TimelinesEmulator first = emulator()) {
            first.customer(ANA).writes("Hi");
            first.reset();
        }
        try (TimelinesEmulator second = emulator()) {
            assertThat(second.customer(ANA).chatId()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "private words",
                "{\"version\":1}",
                "{\"version\":1,\"chats\":[\"private words",
                "{\"version\":2,\"chats\":[]}"
            })
    void a_file_that_cannot_be_used_is_an_error_that_names_it_and_leaves_it(String content)
            throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        assertThatThrownBy(this::emulator)
                .isInstanceOf(EmulatorDataException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("delete it to begin")
                .hasMessageNotContaining("private")
                .hasNoCause();
        assertThat(file()).hasContent(content);
    }

    @Test
    void a_file_that_lacks_a_chat_of_its_messages_is_damaged() throws IOException {
        try (TimelinesEmulator first = emulator()) {
            first.customer(ANA).writes("Hi");
        }
        Files.writeString(file(), Files.readString(file()).replace("\"id\":4711", "\"id\":1"));

        assertThatThrownBy(this::emulator)
                .isInstanceOf(EmulatorDataException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void a_folder_in_use_or_unusable_is_an_error_that_names_it() throws IOException {
        try (TimelinesEmulator first = emulator()) {
            assertThatThrownBy(this::emulator)
                    .isInstanceOf(EmulatorDataException.class)
                    .hasMessageContaining("Another process uses " + file().getParent());
            assertThat(first.customer(ANA).writes("It goes on").chatId()).isPositive();
        }
        emulator().close();
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> TimelinesEmulator.builder().dataFolder(noFolder).start())
                .isInstanceOf(EmulatorDataException.class)
                .hasMessageContaining(noFolder.toString());
    }

    @Test
    void without_a_folder_all_is_forgotten() {
        try (TimelinesEmulator first = TimelinesEmulator.start()) {
            first.customer(ANA).writes("Hi");
        }
        try (TimelinesEmulator second = TimelinesEmulator.start()) {
            assertThat(second.customer(ANA).chatId()).isEmpty();
        }
    }
}

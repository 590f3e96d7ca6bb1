package io.github.cameltimelines.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileByWhatsAppTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path files;
    private static TimelinesEmulator timelines;
    private static Main main;
    private static long ana;
    private static long ben;

    @BeforeAll
    static void start() throws IOException {
        timelines = TimelinesEmulator.start();
        ana = timelines.customer("+34600111222").writes("Hi").chatId();
        ben = timelines.customer("+34600111333").writes("Hi").chatId();
        put("sending/" + ana + "/left.txt", "sent or not");
        Properties here = new Properties();
        here.put("files.folder", files.toString());
        here.put("files.chat", String.valueOf(ben));
        here.put("files.max-bytes", "1000");
        here.put("files.quiet-ms", "300");
        here.put("camel.component.timelines.configuration.baseUrl", timelines.baseUrl());
        here.put("camel.component.timelines.configuration.apiToken", timelines.token());
        main = new Main();
        main.setOverrideProperties(here);
        main.start();
    }

    @AfterAll
    static void stop() {
        main.stop();
        timelines.close();
    }

    @Test
    void a_file_goes_once_to_the_chat_that_its_folder_names() throws IOException {
        put("outbox/" + ana + "/prices.txt", "Tea 2.50");
        put("outbox/" + ana + "/prices.txt.part", "Coff");
        awaitKept("sent/" + ana, "prices.txt");
        put("outbox/" + ana + "/after.txt", "another poll");
        awaitKept("sent/" + ana, "after.txt");
        assertThat(sent("prices.txt")).singleElement().returns(ana, EmulatedMessage::chatId);
        assertThat(sent("prices.txt.part")).isEmpty();
        assertThat(files.resolve("outbox/" + ana)).isDirectoryContaining("glob:**prices.txt.part");
        assertThat(Files.readString(kept("sent/" + ana, "prices.txt").get(0)))
                .isEqualTo("Tea 2.50");
    }

    @Test
    void the_same_name_again_is_another_file_and_both_are_kept() throws IOException {
        put("outbox/menu.txt", "Monday");
        await().atMost(PATIENCE).until(() -> kept("sent", "menu.txt").size() == 1);
        put("outbox/menu.txt", "Tuesday");
        await().atMost(PATIENCE).until(() -> kept("sent", "menu.txt").size() == 2);
        assertThat(sent("menu.txt")).hasSize(2).allMatch(message -> message.chatId() == ben);
    }

    @Test
    void a_file_is_not_sent_before_it_is_whole() throws Exception {
        Path growing = put("outbox/" + ana + "/growing.txt", "");
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int line = 0; line < 30; line++) {
                writer.schedule(
                        () -> Files.writeString(growing, "0123456789", StandardOpenOption.APPEND),
                        line * 100L,
                        TimeUnit.MILLISECONDS);
            }
            awaitKept("sent/" + ana, "growing.txt");
        } finally {
            writer.shutdownNow();
        }
        assertThat(kept("sent/" + ana, "growing.txt").get(0)).hasSize(300);
        assertThat(sent("growing.txt")).hasSize(1);
    }

    @Test
    void what_cannot_be_sent_is_put_aside_with_the_reason() throws IOException {
        put("outbox/" + ana + "/large.txt", "x".repeat(1001));
        put("outbox/" + ana + "/empty.txt", "");
        put("outbox/family/photo.txt", "no number");
        assertThat(reason(String.valueOf(ana), "large.txt"))
                .contains("1001 bytes", "files.max-bytes");
        assertThat(reason(String.valueOf(ana), "empty.txt")).isEqualTo("The file is empty.");
        assertThat(reason("family", "photo.txt")).contains("chatId");
        assertThat(kept("failed/" + ana, "large.txt")).hasSize(1);
        assertThat(kept("failed/family", "photo.txt")).hasSize(1);
        assertThat(sent("large.txt")).isEmpty();
    }

    @Test
    void what_may_have_arrived_is_not_sent_again() throws IOException {
        String chat = String.valueOf(timelines.customer("+34600111444").writes("Hi").chatId());
        timelines
                .faults()
                .api(
                        ApiFault.status(503)
                                .on("POST", "/chats/" + chat + "/file_message")
                                .afterPerforming());
        put("outbox/" + chat + "/unclear.txt", "once");
        assertThat(reason(chat, "unclear.txt")).contains("503");
        put("outbox/" + chat + "/later.txt", "another poll");
        awaitKept("sent/" + chat, "later.txt");
        assertThat(sent("unclear.txt")).hasSize(1);
    }

    @Test
    void what_was_being_sent_when_the_process_ended_is_put_aside() throws IOException {
        assertThat(reason(String.valueOf(ana), "left.txt")).contains("whether it has arrived");
        assertThat(kept("failed/" + ana, "left.txt")).hasSize(1);
        assertThat(sent("left.txt")).isEmpty();
    }

    @Test
    void started_as_the_readme_says_it_sends_to_a_chat_that_it_has(@TempDir Path clone)
            throws Exception {
        String classPath = System.getProperty("java.class.path");
        try (JavaProcess process =
                new JavaProcess(clone, List.of("-cp", classPath, FileByWhatsApp.class.getName()))) {
            process.awaitLine(line -> line.startsWith("Put a file into files/outbox"));
            Path outbox = Files.createDirectories(clone.resolve("files/outbox"));
            Files.writeString(outbox.resolve("prices.txt"), "Tea 2.50");
            process.awaitLine(line -> line.contains("A file went to chat"));
        }
    }

    private static Path put(String path, String text) throws IOException {
        Path file = files.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<EmulatedMessage> sent(String filename) {
        return timelines.sentByApi().stream()
                .filter(message -> message.attachments().contains(filename))
                .toList();
    }

    private static void awaitKept(String folder, String name) {
        await().atMost(PATIENCE).until(() -> !kept(folder, name).isEmpty());
    }

    private static String reason(String chat, String name) throws IOException {
        String reason = name + ".reason.txt";
        awaitKept("failed/" + chat, reason);
        awaitKept("failed/" + chat, name);
        return Files.readString(kept("failed/" + chat, reason).get(0));
    }

    private static List<Path> kept(String folder, String name) throws IOException {
        Path in = files.resolve(folder);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(in)) {
            return all.filter(path -> path.getFileName().toString().endsWith(" " + name)).toList();
        }
    }
}

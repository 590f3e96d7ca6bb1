package io.github.cameltimelines.hub.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the folder tells. */
class FlowFolderTest {

    @TempDir Path at;

    private static List<String> changed(FlowFolder folder) throws IOException {
        return folder.look().changed().stream()
                .map(file -> file.name() + "=" + new String(file.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void what_is_there_from_the_start_counts_at_once() throws IOException {
        Files.writeString(at.resolve("b.yaml"), "b");
        Files.writeString(at.resolve("a.xml"), "a");
        Files.writeString(at.resolve(".c.yaml"), "c");
        Files.writeString(at.resolve("d.yaml~"), "d");
        FlowFolder folder = new FlowFolder(at);
        assertThat(changed(folder)).containsExactly("a.xml=a", "b.yaml=b");
        assertThat(folder.look().isEmpty()).isTrue();
    }

    @Test
    void a_file_that_is_still_being_written_is_left_alone() throws IOException {
        FlowFolder folder = new FlowFolder(at);
        folder.look();
        Path file = at.resolve("a.yaml");
        for (String half : List.of("-", "- from", "- from: x")) {
            Files.writeString(file, half);
            assertThat(folder.look().isEmpty()).as(half).isTrue();
        }
        assertThat(changed(folder)).containsExactly("a.yaml=- from: x");
        assertThat(folder.look().isEmpty()).isTrue();
    }

    @Test
    void a_file_that_is_removed_to_be_written_anew_is_not_gone() throws IOException {
        Path file = Files.writeString(at.resolve("a.yaml"), "old");
        FlowFolder folder = new FlowFolder(at);
        folder.look();
        Files.delete(file);
        assertThat(folder.look().isEmpty()).isTrue();
        Files.writeString(file, "newer");
        assertThat(folder.look().isEmpty()).isTrue();
        assertThat(changed(folder)).containsExactly("a.yaml=newer");
        Files.delete(file);
        folder.look();
        assertThat(folder.look().gone()).containsExactly("a.yaml");
    }

    @Test
    void a_folder_that_vanished_takes_no_flow_with_it() throws IOException {
        Path mounted = Files.createDirectory(at.resolve("flows"));
        Path file = Files.writeString(mounted.resolve("a.yaml"), "a");
        FlowFolder folder = new FlowFolder(mounted);
        folder.look();
        Files.delete(file);
        Files.delete(mounted);
        for (int look = 0; look < 3; look++) {
            assertThatThrownBy(folder::look).isInstanceOf(NoSuchFileException.class);
        }
        Files.createDirectory(mounted);
        Files.writeString(file, "b");
        folder.look();
        assertThat(changed(folder)).containsExactly("a.yaml=b");
    }

    @Test
    void a_file_that_is_too_large_says_so() throws IOException {
        Files.write(at.resolve("a.yaml"), new byte[(1 << 20) + 1]);
        assertThat(new FlowFolder(at).look().changed().get(0).trouble()).contains("1 MiB");
    }
}

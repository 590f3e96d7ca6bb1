package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger that an application has opened before it asks for the pipeline. */
class LedgerAheadTest {

    @TempDir private Path folder;

    @Test
    void is_opened_before_anybody_asks_for_the_pipeline_and_is_the_pipeline_s_then()
            throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            TimelinesComponent component = component(camel);
            component.openLedgerAhead();
            component.openLedgerAhead(); // once is enough

            await().untilAsserted(() -> assertThat(file()).exists());
            camel.start();

            assertThat(component.pipeline().ledger().settings().folder()).isEqualTo(folder);
            assertThat(component.pipeline().workspaces().byId(1)).isPresent();
        }
        assertFileIsFree();
    }

    @Test
    void is_closed_when_the_component_stops_and_nobody_has_asked() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            TimelinesComponent component = component(camel);
            camel.start();
            component.openLedgerAhead();
        }

        assertFileIsFree();
    }

    @Test
    void is_another_one_if_the_options_are_changed_after_it() throws Exception {
        Path other = folder.resolve("other");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            TimelinesComponent component = component(camel);
            component.openLedgerAhead();
            component.setDataFolder(other.toString());
            camel.start();

            assertThat(component.pipeline().ledger().settings().folder()).isEqualTo(other);
            assertFileIsFree();
        }
    }

    @Test
    void that_cannot_be_opened_is_told_to_whoever_asks_who_may_try_again() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("taken"));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            TimelinesComponent component = component(camel);
            component.setDataFolder(noFolder.toString());
            camel.start();
            component.openLedgerAhead();

            assertThatThrownBy(component::pipeline)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("taken");
            Files.delete(noFolder);
            assertThat(component.pipeline().workspaces().byId(1)).isPresent();
        }
    }

    private TimelinesComponent component(DefaultCamelContext camel) {
        TimelinesComponent component = camel.getComponent("timelines", TimelinesComponent.class);
        component.setDataFolder(folder.toString());
        return component;
    }

    private Path file() {
        return folder.resolve("ledger.mv.db");
    }

    /** While H2 has it open, it holds a lock on it. */
    private void assertFileIsFree() throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            assertThat(lock).isNotNull();
        }
    }
}

package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment leaves a file that the next emulator goes on with. */
class KilledEmulatorTest {

    private static final int KILLS = 6;

    /** Writes as a customer without end, saying how far it got. */
    public static final class Child {
        public static void main(String[] folder) {
            TimelinesEmulator emulator =
                    TimelinesEmulator.builder().dataFolder(Path.of(folder[0])).start();
            for (int number = 0; ; number++) {
                emulator.customer("+34600111222").writes("Message " + number);
                System.out.println(number);
            }
        }
    }

    @Test
    void the_file_is_whole_after_every_kill_and_has_all_but_the_last_moment(@TempDir Path folder)
            throws Exception {
        Random random = new Random(7);
        int known = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int more = 50 + random.nextInt(200);
            killAfter(folder, more);
            try (TimelinesEmulator next = TimelinesEmulator.builder().dataFolder(folder).start()) {
                int now =
                        next.messages(next.customer("+34600111222").chatId().orElseThrow()).size();
                assertThat(now).isGreaterThanOrEqualTo(known + more);
                known = now;
            }
        }
    }

    private static void killAfter(Path folder, int messages) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            AtomicInteger written = new AtomicInteger();
            Thread reader = new Thread(() -> count(child, written), "child-output");
            reader.start();
            Path file = folder.resolve("emulator.json");
            await().atMost(30, TimeUnit.SECONDS).until(() -> written.get() >= messages);
            // What is being written now may be from before; what is written after it is not.
            awaitWritten(file);
            awaitWritten(file);
            child.destroyForcibly().waitFor();
            reader.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static void awaitWritten(Path file) {
        long then = file.toFile().lastModified();
        await().atMost(30, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> file.toFile().lastModified() > then);
    }

    private static void count(Process child, AtomicInteger written) {
        try (BufferedReader output = child.inputReader()) {
            while (output.readLine() != null) {
                written.incrementAndGet();
            }
        } catch (IOException e) {
            // it was killed in the middle of a line
        }
    }
}

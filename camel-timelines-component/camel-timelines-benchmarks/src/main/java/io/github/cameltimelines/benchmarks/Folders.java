package io.github.cameltimelines.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Folders of embedded ledgers: gigabytes each, so that none is left behind. */
final class Folders {

    private static final Queue<Path> MADE = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Folders::deleteAll));
    }

    private Folders() {}

    static Path make() throws IOException {
        Path folder = Files.createTempDirectory("timelines-benchmark");
        MADE.add(folder);
        return folder;
    }

    /** Of all that were made until now. */
    static void deleteAll() {
        for (Path folder; (folder = MADE.poll()) != null; ) {
            try {
                delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("Delete it by hand: " + folder, e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE; // who had it open has deleted it
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path emptied, IOException e)
                            throws IOException {
                        Files.deleteIfExists(emptied);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

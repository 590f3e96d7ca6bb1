package io.github.cameltimelines.karaf.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub says once, when it made the first workspace: its token. A container that runs in the
 * background has no output that somebody reads, and a log is read by too many; so it is put into a
 * file that its owner alone can read.
 */
final class FirstAccessFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAccessFile.class);

    private final Path file;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

    FirstAccessFile(Path file) {
        this.file = file;
    }

    PrintStream out() {
        return out;
    }

    /** Writes the file if there is something to tell. */
    @Override
    public void close() throws IOException {
        if (told.size() == 0) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, told.toByteArray());
        LOG.info("A workspace was made; its token is in {}: keep it, and delete the file", file);
    }
}

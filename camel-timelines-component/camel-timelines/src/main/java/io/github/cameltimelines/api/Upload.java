package io.github.cameltimelines.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file to upload. It is read while it is sent and never held in memory as a whole. Files, byte
 * arrays and other sources that can be opened again are sent again when TimelinesAI was throttling;
 * a plain stream can be read once, so that a call which has begun to send it is not tried again.
 */
public final class Upload {

    /** Opens the content from its start. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private final Source source;
    private final long length;
    private final boolean reopenable;
    private final String filename;

    private Upload(Source source, long length, boolean reopenable, String filename) {
        this.source = source;
        this.length = length;
        this.reopenable = reopenable;
        this.filename = filename;
    }

    /**
     * A file of the file system, under its own name.
     *
     * @throws TimelinesInvalidRequestException if it cannot be read or is empty
     */
    public static Upload of(Path file) {
        try {
            return new Upload(
                    () -> Files.newInputStream(file),
                    notEmpty(Files.size(file)),
                    true,
                    String.valueOf(file.getFileName()));
        } catch (IOException unreadable) {
            throw new TimelinesInvalidRequestException(
                    "The file to upload cannot be read", unreadable);
        }
    }

    /** Bytes in memory. */
    public static Upload of(byte[] content, String filename) {
        return new Upload(
                () -> new ByteArrayInputStream(content), notEmpty(content.length), true, filename);
    }

    /** A stream that can be read once; it is closed after the call. Sent chunked. */
    public static Upload of(InputStream content, String filename) {
        AtomicBoolean opened = new AtomicBoolean();
        Source once =
                () -> {
                    if (opened.getAndSet(true)) {
                        throw new IOException("The stream to upload was already read");
                    }
                    return content;
                };
        return new Upload(once, -1, false, filename);
    }

    /** Any source that can be opened again, of known length in bytes or -1. */
    public static Upload of(Source source, long length, String filename) {
        return new Upload(source, notEmpty(length), true, filename);
    }

    private static long notEmpty(long length) {
        if (length == 0) {
            throw new TimelinesInvalidRequestException("The file to upload is empty");
        }
        return length;
    }

    /** The same content under another name. */
    public Upload named(String newName) {
        return new Upload(source, length, reopenable, newName);
    }

    InputStream open() throws IOException {
        return source.open();
    }

    /** In bytes; -1 if not known. */
    public long length() {
        return length;
    }

    boolean reopenable() {
        return reopenable;
    }

    /** May be null. */
    public String filename() {
        return filename;
    }

    /** Without the file's name. */
    @Override
    public String toString() {
        return "Upload[length=" + length + "]";
    }
}

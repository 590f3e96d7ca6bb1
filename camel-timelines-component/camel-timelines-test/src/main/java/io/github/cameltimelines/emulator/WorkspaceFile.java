package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The file that a workspace is kept in: one JSON document, always whole. A new one is written
 * beside it, synced, and takes its name, so that a kill in between leaves the one before.
 */
final class WorkspaceFile implements AutoCloseable {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, ToStringSerializer.instance)
                                    .addDeserializer(Instant.class, new InstantReader()));

    private final Path file;
    private final FileChannel lock;

    /**
     * Takes the folder, until it is closed or the process ends.
     *
     * @throws EmulatorDataException if another emulator has it, or it cannot be made
     */
    WorkspaceFile(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        file = absolute.resolve("emulator.json");
        try {
            Files.createDirectories(absolute);
            lock =
                    FileChannel.open(
                            absolute.resolve("emulator.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new EmulatorDataException("The emulator cannot write in the folder " + absolute);
        }
        if (!isMine(lock)) {
            close();
            throw new EmulatorDataException(
                    "Another process uses " + absolute + ": stop it, or name another folder");
        }
    }

    private static boolean isMine(FileChannel lock) {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // an emulator of this JVM has it, or there is no locking here
        }
    }

    /**
     * Fills the workspace with what the file has; without a file it stays as it is.
     *
     * @throws EmulatorDataException if it cannot be read, or is not what was written
     */
    void readInto(Workspace workspace) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            // First the version, alone: another one may differ in everything else.
            byte[] json = Files.readAllBytes(file);
            JsonNode version = MAPPER.readTree(json).path("version");
            if (version.isInt() && version.intValue() != Saved.VERSION) {
                throw unusable("has the unknown version " + version);
            }
            Saved saved = MAPPER.readValue(json, Saved.class);
            workspace.run(() -> Memory.restore(saved, workspace));
        } catch (JsonProcessingException | NullPointerException e) {
            // Not with its cause, whose message quotes what people wrote.
            throw unusable("is damaged");
        } catch (IOException e) {
            throw unusable("cannot be read");
        }
    }

    private EmulatorDataException unusable(String why) {
        return new EmulatorDataException(
                "The emulator's file "
                        + file
                        + " "
                        + why
                        + ": put back a good copy, or delete it to begin with an empty workspace");
    }

    void write(Saved saved) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(saved);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // it is given up with the process at the latest
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeException e) {
                throw context.weirdStringException(json.getText(), Instant.class, "not a time");
            }
        }
    }
}

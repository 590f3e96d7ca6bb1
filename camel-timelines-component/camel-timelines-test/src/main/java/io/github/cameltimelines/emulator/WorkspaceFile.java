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
final class WorkspaceFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, ToStringSerializer.instance)
                                    .addDeserializer(Instant.class, new InstantReader()));

    private final Path file;

    WorkspaceFile(Path folder) {
        file = folder.resolve("emulator.json").toAbsolutePath().normalize();
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
        Files.createDirectories(file.getParent());
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

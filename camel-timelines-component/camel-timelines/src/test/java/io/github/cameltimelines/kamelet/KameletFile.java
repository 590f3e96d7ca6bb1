package io.github.cameltimelines.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A kamelet as it lies on the class path.
 *
 * @param name of the file, without its ending
 */
record KameletFile(String name, JsonNode yaml) {

    private static final String ENDING = ".kamelet.yaml";

    /** Those of our jar. */
    static List<KameletFile> ours() {
        try {
            URI folder =
                    KameletFile.class
                            .getResource("/kamelets/" + "timelines-chat-action" + ENDING)
                            .toURI();
            return in(Path.of(folder).getParent());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of Camel's own catalogue. */
    static List<KameletFile> camels() throws IOException {
        URI one =
                URI.create(KameletFile.class.getResource("/kamelets/log-sink" + ENDING).toString());
        try (FileSystem jar = FileSystems.newFileSystem(one, Map.of())) {
            return in(jar.getPath("/kamelets"));
        }
    }

    static KameletFile ours(String name) {
        return ours().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<KameletFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(KameletFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KameletFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return new KameletFile(
                    file.getFileName().toString().replace(ENDING, ""),
                    TimelinesJson.mapper().valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String type() {
        return yaml.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();
    }

    String annotation(String annotation) {
        return yaml.at("/metadata/annotations/" + annotation.replace("/", "~1")).asText();
    }

    JsonNode definition() {
        return yaml.at("/spec/definition");
    }

    JsonNode template() {
        return yaml.at("/spec/template");
    }

    List<String> required() {
        return texts(definition().path("required"));
    }

    Map<String, JsonNode> properties() {
        Map<String, JsonNode> all = new java.util.LinkedHashMap<>();
        definition()
                .path("properties")
                .fields()
                .forEachRemaining(p -> all.put(p.getKey(), p.getValue()));
        return all;
    }

    List<String> dependencies() {
        return texts(yaml.at("/spec/dependencies"));
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new java.util.ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.github.cameltimelines.zapier;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.process.NodeJs;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The app as Zapier runs it, on the code of Zapier's platform. */
final class ZapierPlatform implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Path FOLDER = Path.of("target", "zapier").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectNode authData;
    private final Path results;
    private final Process node;
    private final Writer calls;
    private int made;

    private ZapierPlatform(ObjectNode authData, Path results, Process node) {
        this.authData = authData;
        this.results = results;
        this.node = node;
        this.calls = node.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * @param authData the fields of the connection
     */
    static ZapierPlatform start(ObjectNode authData) throws Exception {
        JsonNode needs = JSON.readTree(Path.of("app", "package.json").toFile()).get("dependencies");
        String core = "zapier-platform-core";
        NodeJs.install(FOLDER, core + "@" + needs.get(core).asText());
        Path app = Files.createDirectories(FOLDER.resolve("app"));
        copy(Path.of("app"), app);
        copy(Path.of("src/test/node"), FOLDER);
        Path results = Files.writeString(FOLDER.resolve("results.jsonl"), "");
        Process node =
                NodeJs.node(
                        FOLDER,
                        FOLDER.resolve("node.log"),
                        Map.of(),
                        "tester.js",
                        app.toString(),
                        results.toString());
        return new ZapierPlatform(authData, results, node);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** With what a person has filled in. */
    JsonNode call(String path, Object... namesAndValues) throws IOException {
        ObjectNode input = JSON.createObjectNode();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            input.putPOJO((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return call(path, JSON.createObjectNode().set("inputData", input));
    }

    /**
     * @param path of the function in the app
     * @param bundle what Zapier gives it
     * @throws IllegalStateException with what the person would read
     */
    JsonNode call(String path, ObjectNode bundle) throws IOException {
        JsonNode answer = answer(path, bundle);
        if (answer.has("error")) {
            throw new IllegalStateException(answer.get("error").asText());
        }
        return answer.path("result");
    }

    private JsonNode answer(String path, ObjectNode bundle) throws IOException {
        if (!bundle.has("authData")) {
            bundle.set("authData", authData);
        }
        ObjectNode call = JSON.createObjectNode().put("call", path).set("bundle", bundle);
        calls.write(JSON.writeValueAsString(call) + "\n");
        calls.flush();
        int number = made++;
        await().atMost(PATIENCE).until(() -> !node.isAlive() || lines().size() > number);
        if (lines().size() <= number) {
            throw new IllegalStateException(Files.readString(FOLDER.resolve("node.log")));
        }
        return JSON.readTree(lines().get(number));
    }

    private List<String> lines() throws IOException {
        String all = Files.readString(results);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    @Override
    public void close() {
        node.destroyForcibly();
    }
}

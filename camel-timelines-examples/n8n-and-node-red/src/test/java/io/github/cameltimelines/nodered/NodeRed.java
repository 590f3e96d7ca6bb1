package io.github.cameltimelines.nodered;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.TestHub;
import io.github.cameltimelines.process.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Node-RED with the flow of the example, as the README starts it. */
final class NodeRed implements AutoCloseable {

    static final String SECRET = "whsec_bm9kZS1yZWQtYW5kLWl0cy10ZXN0LXRoZS1rZXk=";

    private static final String PACKAGE = "node-red@4.1.8";
    private static final Path FOLDER = Path.of("target", "node-red").toAbsolutePath();
    private static final Path LOG = FOLDER.resolve("node-red.log");

    private final Process process;
    private final String url;

    private NodeRed(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static NodeRed start(Path home, TestHub hub, TimelinesEmulator timelines) throws Exception {
        NodeJs.install(FOLDER, PACKAGE);
        int port = TestHub.freePort();
        String url = "http://127.0.0.1:" + port;
        Map<String, String> environment =
                Map.of(
                        "PORT", String.valueOf(port),
                        "NODE_RED_HOME", home.toString(),
                        "HUB_URL", hub.url(),
                        "HUB_TOKEN", TestHub.TOKEN,
                        "HUB_SECRET", SECRET,
                        "TIMELINES_API", timelines.baseUrl(),
                        "TIMELINES_TOKEN", timelines.token(),
                        "OWN_URL", url);
        Process process =
                NodeJs.node(
                        FOLDER,
                        LOG,
                        environment,
                        "node_modules/node-red/red.js",
                        "--settings",
                        Path.of("node-red", "settings.js").toAbsolutePath().toString());
        return new NodeRed(process, url);
    }

    /** Where the flow is called. */
    String url() {
        return url + "/timelines";
    }

    /**
     * @throws IllegalStateException with what it wrote, if it has ended
     */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(LOG));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

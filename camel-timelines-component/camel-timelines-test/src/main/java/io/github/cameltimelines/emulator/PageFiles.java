package io.github.cameltimelines.emulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The styles, the script and the icon of the page, all of them in the jar. Under a path that
 * changes with each of them, so that a browser may keep them. Immutable.
 */
final class PageFiles {

    private static final Map<String, String> TYPES =
            Map.of(
                    "pico.min.css", "text/css; charset=utf-8",
                    "page.css", "text/css; charset=utf-8",
                    "page.js", "text/javascript; charset=utf-8",
                    "icon.svg", "image/svg+xml");

    private final Map<String, Buffer> files = new TreeMap<>();
    private final String folder;

    PageFiles() {
        TYPES.keySet().forEach(name -> files.put(name, Buffer.buffer(read(name))));
        CRC32 sum = new CRC32();
        files.values().forEach(file -> sum.update(file.getBytes()));
        folder = "/assets/%08x/".formatted(sum.getValue());
    }

    /** Where they are, below the prefix of the emulator; with slashes around. */
    String folder() {
        return folder;
    }

    void register(Router router) {
        router.get("/assets/:version/:name").handler(this::send);
    }

    private void send(RoutingContext ctx) {
        String name = ctx.pathParam("name");
        Buffer file = files.get(name);
        if (file == null) {
            ctx.next();
            return;
        }
        ctx.response()
                .putHeader("Content-Type", TYPES.get(name))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .end(file);
    }

    static String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The emulator was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.cameltimelines.hub.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The styles and scripts of the console, all of them our own or in our jar: a page asks nobody else
 * for anything. In memory, under a name that changes when one of them does. Immutable.
 */
final class Assets {

    private static final Map<String, String> TYPES =
            Map.of(
                    "pico.min.css", "text/css; charset=utf-8",
                    "console.css", "text/css; charset=utf-8",
                    "htmx.min.js", "text/javascript; charset=utf-8",
                    "console.js", "text/javascript; charset=utf-8",
                    "icon.svg", "image/svg+xml");

    record Asset(byte[] bytes, String type) {}

    private final Map<String, Asset> all = new TreeMap<>();
    private final String version;

    Assets() {
        MessageDigest digest = sha256();
        TYPES.forEach((name, type) -> all.put(name, new Asset(read(name), type)));
        all.forEach(
                (name, asset) -> {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(asset.bytes());
                });
        version = HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The hub was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes with each of them. */
    String version() {
        return version;
    }

    Optional<Asset> get(String name) {
        return Optional.ofNullable(all.get(name));
    }
}

package io.github.cameltimelines.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Download links that need no token and end after 15 minutes (fact sheet §1.2). */
final class TemporaryLinks {

    static final Duration VALID = Duration.ofMinutes(15);

    private record Link(StoredFile file, Instant expires) {}

    private final Workspace workspace;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private String base = "";

    TemporaryLinks(Workspace workspace) {
        this.workspace = workspace;
    }

    void base(String url) {
        this.base = url;
    }

    String link(StoredFile file) {
        Instant now = workspace.times.now();
        links.values().removeIf(link -> !now.isBefore(link.expires()));
        String key = workspace.newUid();
        links.put(key, new Link(file, now.plus(VALID)));
        return base + "/downloads/" + key;
    }

    /** The file behind the link; nothing if the link is unknown, expired or its file deleted. */
    Optional<StoredFile> open(String key) {
        return Optional.ofNullable(links.get(key))
                .filter(link -> workspace.times.now().isBefore(link.expires()))
                .map(Link::file)
                .filter(file -> workspace.files.containsKey(file.uid()));
    }

    void clear() {
        links.clear();
    }
}

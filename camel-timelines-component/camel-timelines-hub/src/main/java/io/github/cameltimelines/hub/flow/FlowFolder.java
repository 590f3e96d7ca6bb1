package io.github.cameltimelines.hub.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells what changed in the folder of flows since the last look. It lists the folder and does not
 * wait for the operating system to tell, as Camel's {@code FileWatcherResourceReloadStrategy} does:
 * that hears nothing of files on a network, of a Kubernetes ConfigMap (a link that is exchanged
 * beside them), or of a file that was removed.
 *
 * <p>A change counts once two looks in a row have found the same: a file that is still being
 * written, and one that an editor removes to write it anew, is left alone. What is there at the
 * first look counts at once. For one thread at a time.
 */
final class FlowFolder {

    /** Larger ones are not read. */
    private static final long BYTES_MAX = 1 << 20;

    /** A file as the directory has it. */
    private record Stamp(FileTime modified, long size, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(is.lastModifiedTime(), is.size(), is.fileKey());
        }
    }

    /**
     * @param changed new or other than before, by their names
     * @param gone names
     */
    record Look(List<FlowFile> changed, Set<String> gone) {
        static final Look NOTHING = new Look(List.of(), Set.of());

        boolean isEmpty() {
            return changed.isEmpty() && gone.isEmpty();
        }
    }

    private final Path folder;
    private final Map<String, Stamp> taken = new HashMap<>();
    private Map<String, Stamp> seen;

    FlowFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /**
     * @throws IOException if the folder cannot be read; nothing counts as gone then
     */
    Look look() throws IOException {
        Map<String, Stamp> now = list();
        Map<String, Stamp> before = seen == null ? now : seen;
        seen = now;
        List<FlowFile> changed = new ArrayList<>();
        for (Map.Entry<String, Stamp> file : now.entrySet()) {
            String name = file.getKey();
            Stamp stamp = file.getValue();
            if (stamp.equals(before.get(name)) && !stamp.equals(taken.get(name))) {
                FlowFile read = read(name);
                if (stamp.equals(stamp(name))) { // else it was written to meanwhile
                    taken.put(name, stamp);
                    changed.add(read);
                }
            }
        }
        Set<String> gone = new HashSet<>(taken.keySet());
        gone.removeAll(now.keySet());
        gone.removeAll(before.keySet());
        gone.forEach(taken::remove);
        return new Look(changed, gone);
    }

    private Map<String, Stamp> list() throws IOException {
        Map<String, Stamp> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (FlowFile.isFlow(name) && Files.isRegularFile(file)) {
                    Stamp stamp = stamp(name);
                    if (stamp != null) {
                        all.put(name, stamp);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return all;
    }

    /** Null where it is not there any more. */
    private Stamp stamp(String name) {
        try {
            return Stamp.of(folder.resolve(name));
        } catch (IOException e) {
            return null;
        }
    }

    private FlowFile read(String name) {
        Path path = folder.resolve(name);
        try {
            if (Files.size(path) > BYTES_MAX) {
                return new FlowFile(name, path, null, "has more than 1 MiB");
            }
            return new FlowFile(name, path, Files.readAllBytes(path), null);
        } catch (IOException e) {
            return new FlowFile(
                    name, path, null, "cannot be read: " + e.getClass().getSimpleName());
        }
    }
}

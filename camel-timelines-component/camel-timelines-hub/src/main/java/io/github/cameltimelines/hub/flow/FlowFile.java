package io.github.cameltimelines.hub.flow;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of the folder, as it was read.
 *
 * @param name in the folder
 * @param bytes null where it could not be read
 * @param trouble why not; null where it could
 */
record FlowFile(String name, Path path, byte[] bytes, String trouble) {

    private static final String CAMEL = ".camel";

    /** Files that end so are flows. */
    static boolean isFlow(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (lower.endsWith(".yaml") || lower.endsWith(".xml"));
    }

    /** The language that it is written in: yaml or xml. */
    String language() {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** What a route is called that has no id: the name of the file without its end. */
    static String stem(String name) {
        String stem = name.substring(0, name.lastIndexOf('.'));
        return stem.endsWith(CAMEL) ? stem.substring(0, stem.length() - CAMEL.length()) : stem;
    }

    /** Where Camel says it comes from. */
    String location() {
        return "file:" + path.toAbsolutePath().normalize();
    }
}

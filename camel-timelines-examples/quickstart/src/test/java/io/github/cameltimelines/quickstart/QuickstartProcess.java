package io.github.cameltimelines.quickstart;

import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built quickstart in a JVM of its own, as a user starts it. */
final class QuickstartProcess extends JavaProcess {

    private static final Path JAR = Path.of("target", "quickstart.jar");
    private static final Pattern URL = Pattern.compile("http://localhost:(\\d+)/emulator,");

    private QuickstartProcess(Path directory, String... arguments) throws IOException {
        super(directory, jar(JAR, arguments));
    }

    /** Starts it in an empty working directory of its own or one that it had before. */
    static QuickstartProcess start(Path directory, String... arguments) throws IOException {
        return new QuickstartProcess(directory, arguments);
    }

    /** Waits until it has said what to try; returns its port. */
    int port() {
        awaitLine(line -> line.startsWith("Ctrl-C"));
        for (String line : lines()) {
            Matcher url = URL.matcher(line);
            if (url.find()) {
                return Integer.parseInt(url.group(1));
            }
        }
        throw new IllegalStateException("The quickstart did not say its port: " + lines());
    }
}

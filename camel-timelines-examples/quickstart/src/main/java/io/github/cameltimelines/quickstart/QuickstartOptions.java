package io.github.cameltimelines.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What can be set when the quickstart is started: on the command line as {@code --timelines.port=}
 * or, for all options alike, as a system property {@code -Dtimelines.port=}. The command line wins.
 *
 * @param port of everything that is served; default 8080, 0 is any free one
 * @param data folder of the ledger and of what the emulator remembers; default {@code
 *     timelines-data} in the working directory
 */
record QuickstartOptions(int port, Path data) {

    static final String PORT = "timelines.port";
    static final String DATA = "timelines.data";

    /** Says in one line what to write instead. */
    static final class UnknownOptionException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnknownOptionException(String message) {
            super(message);
        }
    }

    /**
     * @throws UnknownOptionException if an argument is neither option, or its value is none
     */
    static QuickstartOptions of(String[] arguments, Properties system) {
        String port = system.getProperty(PORT, "8080");
        String data = system.getProperty(DATA, "timelines-data");
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? "" : argument.substring(equals + 1);
            switch (name) {
                case "--" + PORT -> port = value;
                case "--" + DATA -> data = value;
                default ->
                        throw new UnknownOptionException(
                                "Unknown option "
                                        + name
                                        + ": there are --timelines.port=<port> and --timelines.data=<folder>");
            }
        }
        return new QuickstartOptions(port(port), folder(data));
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value.trim());
            if (port >= 0 && port <= 65_535) {
                return port == 0 ? free() : port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UnknownOptionException(
                "timelines.port is '" + value + "': it must be a number from 0 to 65535");
    }

    private static Path folder(String value) {
        try {
            if (!value.isBlank()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new UnknownOptionException(
                "timelines.data is '" + value + "': it must be the path of a folder");
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    /** Where all of it is reached. */
    String url() {
        return "http://localhost:" + port;
    }
}

package io.github.cameltimelines.quickstart;

import io.github.cameltimelines.quickstart.QuickstartOptions.UnknownOptionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.main.Main;

/**
 * An auto-reply bot, the hub that feeds it, and an emulated TimelinesAI to try both with, in one
 * JVM on one port. The three know each other only by HTTP, as they would with the real one.
 */
public final class Quickstart {

    private static final int CANNOT_RUN = 1;
    private static final int MISUSED = 2;

    /** From this version on the JVM prints four lines of warning when Netty uses Unsafe. */
    private static final int JAVA_WARNS_OF_UNSAFE = 24;

    private Quickstart() {}

    /** Runs until it is stopped. Exit code 1: it cannot run; 2: an option is wrong. */
    public static void main(String[] arguments) {
        try {
            QuickstartOptions options = QuickstartOptions.of(arguments, System.getProperties());
            requireFree(options.port());
            if (Runtime.version().feature() >= JAVA_WARNS_OF_UNSAFE) {
                System.setProperty("io.netty.noUnsafe", "true");
            }
            Main main = Demo.of(options);
            main.addMainListener(new Welcome(options, System.out));
            main.run();
        } catch (UnknownOptionException e) {
            end(e.getMessage(), MISUSED);
        } catch (Exception e) {
            end(reason(e), CANNOT_RUN);
        }
    }

    /** Camel's server only warns when it cannot listen, and goes on without. */
    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("localhost", port));
        } catch (IOException e) {
            throw new PortTakenException(port);
        }
    }

    private static String reason(Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean ours = t.getClass().getName().startsWith("io.github.cameltimelines.");
            if (ours || t.getCause() == null) {
                return t.getMessage() == null ? t.toString() : t.getMessage();
            }
        }
        return failure.toString();
    }

    private static void end(String message, int exitCode) {
        System.err.println(message);
        System.exit(exitCode);
    }
}

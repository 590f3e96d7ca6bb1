package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.HubSettingException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** The hub by itself: {@code java -jar camel-timelines-hub-<version>-standalone.jar}. */
public final class HubMain {

    private static final int CANNOT_RUN = 1;

    /** From this version on the JVM prints four lines of warning when Netty uses Unsafe. */
    private static final int JAVA_WARNS_OF_UNSAFE = 24;

    private HubMain() {}

    /** Runs until it is stopped. Exit code 1: it cannot run, and one line says why. */
    public static void main(String[] arguments) {
        Logging.configure();
        if (Runtime.version().feature() >= JAVA_WARNS_OF_UNSAFE) {
            System.setProperty("io.netty.noUnsafe", "true");
        }
        try {
            HubArguments given =
                    new HubArguments(
                            arguments,
                            System.getProperties(),
                            System.getenv(),
                            Path.of("application.properties"));
            HubApplication application = HubApplication.of(given.settings());
            requireFree(application.settings().port(), "timelines.port");
            if (application.settings().observePort() != null) {
                requireFree(application.settings().observePort(), "timelines.observe.port");
            }
            TimelinesComponent component = application.component();
            if (!given.tunesComponent()) {
                component.openLedgerAhead();
            }
            Main main = application.main(given.camel(), component);
            main.addMainListener(new Welcome(application.settings(), System.out));
            main.addMainListener(new SpareMemory());
            main.run();
        } catch (Exception e) {
            System.err.println(reason(e));
            System.exit(CANNOT_RUN);
        }
    }

    /** Camel's server only warns when it cannot listen, and goes on without. */
    private static void requireFree(int port, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new HubSettingException(
                    "Port "
                            + port
                            + " is in use: stop what uses it, or choose another with --"
                            + setting
                            + "=<port>");
        }
    }

    /** Ours if there is one, else the innermost. */
    private static String reason(Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean ours = t.getClass().getName().startsWith("io.github.cameltimelines.");
            if (ours || t.getCause() == null) {
                String message = t.getMessage() == null ? t.toString() : t.getMessage();
                return message.lines().findFirst().orElse(message);
            }
        }
        return failure.toString();
    }
}

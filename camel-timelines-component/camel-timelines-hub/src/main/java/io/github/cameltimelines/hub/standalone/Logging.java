package io.github.cameltimelines.hub.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub that runs by itself logs, unless {@code -Dlogback.configurationFile} names a file.
 * In code, because reading XML is a twentieth of a start.
 */
final class Logging {

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";

    private static final Map<String, Level> LEVELS =
            Map.of(
                    Logger.ROOT_LOGGER_NAME,
                    Level.WARN,
                    "io.github.cameltimelines",
                    Level.INFO,
                    // What flows log.
                    "flow",
                    Level.INFO,
                    // Where the ledger is stands in the welcome.
                    "io.github.cameltimelines.ledger.Ledger",
                    Level.WARN,
                    // Warns that it does not know the newest H2 yet.
                    "org.flywaydb",
                    Level.ERROR,
                    // Each says with a stack trace what one line of ours says.
                    "org.apache.camel.processor.errorhandler.DefaultErrorHandler",
                    Level.OFF,
                    "org.apache.camel.impl.engine",
                    Level.OFF,
                    "org.apache.camel.main",
                    Level.OFF,
                    "com.zaxxer.hikari",
                    Level.OFF,
                    // A stack trace for each body that is too large, whoever sent it.
                    "io.vertx.ext.web.RoutingContext",
                    Level.OFF);

    private Logging() {}

    /** Before the first logger is used. */
    static void configure() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (System.getProperty("logback.configurationFile") != null) {
            return; // read by now
        }
        context.reset(); // what Logback does on its own
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> out = new ConsoleAppender<>();
        out.setContext(context);
        out.setName("OUT");
        out.setEncoder(encoder);
        out.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(out);
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    }
}

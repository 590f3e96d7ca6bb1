package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The process that is killed: Camel Main with a door on a port, a ledger, and a route that writes
 * what it takes to a file, one write for each event, before it ends.
 */
final class KillChild {

    static final String SECRET = "a-secret-of-the-kill-test";
    static final String NAME = "killed";

    private KillChild() {}

    /** Arguments: port, file to write to, JDBC URL or folder of the ledger. */
    public static void main(String[] arguments) throws Exception {
        TimelinesComponent component = new TimelinesComponent();
        if (arguments[2].startsWith("jdbc:")) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(arguments[2]);
            component.setDataSource(dataSource);
            component.setLease(1_000);
        } else {
            component.setDataFolder(arguments[2]);
        }
        FileChannel file =
                FileChannel.open(
                        Path.of(arguments[1]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        camel(Integer.parseInt(arguments[0]), component, exchange -> write(file, exchange)).run();
    }

    /** A Camel Main with a door on that port and one route on all events. */
    static Main camel(int port, TimelinesComponent component, org.apache.camel.Processor route) {
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.bind("timelines", component);
        main.configure()
                .addRoutesBuilder(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("timelines:*?retrySchedule=100ms,1s&subscriptionName="
                                                + NAME
                                                + "&webhookSecret="
                                                + SECRET)
                                        .process(route);
                            }
                        });
        return main;
    }

    private static void write(FileChannel file, Exchange exchange) throws IOException {
        String line =
                exchange.getMessage().getHeader(TimelinesConstants.EVENT_ID)
                        + " "
                        + exchange.getMessage().getHeader(TimelinesConstants.MESSAGE_UID)
                        + "\n";
        synchronized (file) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}

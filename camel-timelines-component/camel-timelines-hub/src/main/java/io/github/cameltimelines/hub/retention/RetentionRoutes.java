package io.github.cameltimelines.hub.retention;

import io.github.cameltimelines.log.Retention;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what has been kept long enough. While the route is stopped nothing is deleted. The body
 * becomes the number of rows deleted.
 */
public final class RetentionRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRoutes.class);

    /** Of the first time: a start has other things to do. */
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final Supplier<Retention> retention;
    private final Duration every;

    public RetentionRoutes(Supplier<Retention> retention, Duration every) {
        this.retention = retention;
        this.every = every;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).process(RetentionRoutes::failed);
        from("timer:timelines-retention?delay=%d&period=%d"
                        .formatted(DELAY.toMillis(), every.toMillis()))
                .routeId("timelines-retention")
                .routeDescription("Deletes what has been kept long enough")
                .process(this::sweep);
    }

    /** Ends at its next step when the application stops. */
    private void sweep(Exchange exchange) throws Exception {
        long deleted = retention.get().sweep(() -> exchange.getContext().getStatus().isStarted());
        exchange.getMessage().setBody(deleted);
    }

    private static void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn(
                "Deleting what is past its retention failed, trying again at the next turn: {}",
                failure.getMessage());
    }
}

package io.github.cameltimelines.hub.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the routes of one file do, over all its versions. An exchange is the file's whose
 * route it enters first; it stays so in routes of other files and in kamelets. Thread-safe.
 */
final class FlowCount extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(FlowCount.class);
    private static final String PROPERTY = "CamelTimelinesFlow";

    /** Where an exchange came in. */
    private record Mark(FlowCount flow, Route route) {}

    private final String file;
    private final Clock clock;
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Instant lastIn;
    private volatile FlowFault fault;

    FlowCount(String file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Counts what was sent, where a flow did. */
    static void sent(Exchange exchange) {
        Mark mark = exchange.getProperty(PROPERTY, Mark.class);
        if (mark != null && exchange.getException() == null) {
            mark.flow.out.increment();
        }
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        if (exchange.getProperty(PROPERTY) == null) {
            exchange.setProperty(PROPERTY, new Mark(this, route));
            in.increment();
            lastIn = clock.instant();
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Mark mark = exchange.getProperty(PROPERTY, Mark.class);
        if (mark == null || mark.flow != this || mark.route != route) {
            return;
        }
        Exception failure = exchange.getException();
        if (failure != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            failed.increment();
            String message = failure == null ? "rolled back" : failure + "";
            fault =
                    new FlowFault(
                            FlowFault.Kind.RUN,
                            clock.instant(),
                            file,
                            FailedStep.lineOf(exchange),
                            route.getRouteId(),
                            Reasons.cut(message));
            LOG.warn(
                    "flow failed: at={} route={} failure={}",
                    fault.place(),
                    route.getRouteId(),
                    failure == null ? message : failure.getClass().getName());
        }
    }

    /** Events, and whatever else its routes begin at. */
    long in() {
        return in.sum();
    }

    /** What it sent to somebody: mails, calls, messages, rows. */
    long out() {
        return out.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** When the last one came in; null before the first. */
    Instant lastIn() {
        return lastIn;
    }

    /** The last that failed; null before the first. */
    FlowFault fault() {
        return fault;
    }
}

package io.github.cameltimelines.hub.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The step of a flow that threw something.
 *
 * @param line null where it is not known
 */
record FailedStep(Exception failure, Integer line) {

    /** Notes the innermost step, on the exchange. */
    static final InterceptStrategy NOTED = FailedStep::noting;

    private static final String PROPERTY = "CamelTimelinesFailedStep";

    /** Null where it is not known. */
    static Integer lineOf(Exchange exchange) {
        FailedStep step = exchange.getProperty(PROPERTY, FailedStep.class);
        return step != null && step.failure == exchange.getException() ? step.line : null;
    }

    private static Processor noting(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        Integer line = Reasons.line(node);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(
                        exchange,
                        doneSync -> {
                            note(exchange, line);
                            callback.done(doneSync);
                        });
            }
        };
    }

    private static void note(Exchange exchange, Integer line) {
        Exception failure = exchange.getException();
        if (failure != null) {
            FailedStep before = exchange.getProperty(PROPERTY, FailedStep.class);
            if (before == null || before.failure != failure) {
                exchange.setProperty(PROPERTY, new FailedStep(failure, line));
            }
        }
    }
}

package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesConstants;
import io.github.cameltimelines.model.HubEvents;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where nobody can be written to, the log has the alert. */
final class AlertLog implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("timelines-alerts");

    private final String hint;

    /**
     * @param hint what to do so as to be written to
     */
    AlertLog(String hint) {
        this.hint = hint;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String subject = message.getHeader("Subject", String.class);
        if (HubEvents.WEBHOOK_FAILING.equals(message.getHeader(TimelinesConstants.EVENT_TYPE))) {
            LOG.warn("{}. {}", subject, hint);
        } else {
            LOG.info("{}", subject);
        }
    }
}

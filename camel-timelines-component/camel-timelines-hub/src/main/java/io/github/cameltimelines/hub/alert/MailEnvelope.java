package io.github.cameltimelines.hub.alert;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** What makes a mail of an alert. */
final class MailEnvelope implements Processor {

    private final String from;
    private final String domain;

    /**
     * @param from the sender, with or without a name
     */
    MailEnvelope(String from) {
        this.from = from;
        domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").trim();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String alert = message.getHeader(AlertsEndpoint.ALERT_ID, String.class);
        message.setHeader("From", from);
        message.setHeader("Content-Type", "text/plain; charset=UTF-8");
        // The same on every try: a mail that came twice can be known as one.
        message.setHeader("Message-ID", "<alert-%s@%s>".formatted(alert, domain));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody is away from it
    }
}

package io.github.cameltimelines.kamelet;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * Behind {@code timelines-chat-action}: says what to change in a chat, as the arguments of the call
 * that changes it. Set up by one thread, then asked by many.
 */
public final class ChatAction implements Expression {

    private String action;
    private String responsible;
    private String labels;
    private String text;

    /**
     * Called when the route is made.
     *
     * @throws IllegalArgumentException naming the property to change
     */
    @Override
    public void init(CamelContext context) {
        switch (Property.oneOf("action", action, "assign", "close", "label", "note")) {
            case "assign" -> Property.required("responsible", responsible, "action=assign");
            case "label" -> Property.required("labels", String.join("", labels()), "action=label");
            default -> {}
        }
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        return exchange.getContext().getTypeConverter().convertTo(type, exchange, call(exchange));
    }

    private Map<String, Object> call(Exchange exchange) {
        return switch (action) {
            case "assign" -> Map.of("responsible", responsible.strip());
            case "close" -> Map.of("closed", true);
            case "label" -> Map.of("labels", labels());
            default -> Map.of("text", note(exchange));
        };
    }

    private List<String> labels() {
        return Property.list(labels);
    }

    private String note(Exchange exchange) {
        if (text != null && !text.isBlank()) {
            return text;
        }
        if (exchange.getMessage().getBody() instanceof CharSequence body
                && !body.toString().isBlank()) {
            return body.toString();
        }
        throw new IllegalArgumentException(
                "action=note needs a text: set text, or the message body to a text that is not empty");
    }

    public void setAction(String action) {
        this.action = action;
    }

    public void setResponsible(String responsible) {
        this.responsible = responsible;
    }

    public void setLabels(String labels) {
        this.labels = labels;
    }

    public void setText(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return "ChatAction[" + action + "]";
    }
}

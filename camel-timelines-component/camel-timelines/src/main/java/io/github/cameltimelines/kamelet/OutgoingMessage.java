package io.github.cameltimelines.kamelet;

import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.model.UploadedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * Behind the kamelets that send: the arguments of the call, from the properties and the message
 * body. Not by the options of a URI, in which texts with {@code &} or {@code %} and numbers with
 * {@code +} would not survive. Set up by one thread, then asked by many.
 */
public final class OutgoingMessage implements Expression {

    private final Map<String, Object> properties = new LinkedHashMap<>();

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        Map<String, Object> call = new LinkedHashMap<>(properties);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> given) {
            given.forEach((name, value) -> call.put(String.valueOf(name), value));
        } else if (body instanceof UploadedFile file) {
            call.put("fileUid", file.uid());
        } else if (!call.containsKey("text")) {
            call.put("text", text(exchange, body));
        }
        return exchange.getContext().getTypeConverter().convertTo(type, exchange, call);
    }

    private static String text(Exchange exchange, Object body) {
        boolean isThing =
                body == null
                        || body.getClass()
                                .getName()
                                .startsWith(TimelinesJson.class.getPackageName() + ".");
        String text = isThing ? null : exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "there is no text to send: set text, or the message body to the text (the body is %s)"
                            .formatted(
                                    body == null || text != null
                                            ? "empty"
                                            : "a " + body.getClass().getName()));
        }
        return text;
    }

    private void set(String name, String value) {
        if (value != null && !value.isBlank()) {
            properties.put(name, value);
        }
    }

    public void setPhone(String phone) {
        set("phone", phone);
    }

    public void setText(String text) {
        set("text", text);
    }

    public void setWhatsappAccountPhone(String whatsappAccountPhone) {
        set("whatsappAccountPhone", whatsappAccountPhone);
    }

    public void setChatName(String chatName) {
        set("chatName", chatName);
    }

    public void setLabel(String label) {
        set("label", label);
    }

    /** Without text, names and numbers. */
    @Override
    public String toString() {
        return "OutgoingMessage" + properties.keySet();
    }
}

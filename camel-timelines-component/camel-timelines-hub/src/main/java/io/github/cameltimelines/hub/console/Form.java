package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What was filled in: the fields of a form that was sent with POST. Immutable. */
public final class Form {

    /** Bytes, at the most: a test event may be as large as a call of the API. */
    private static final int MAX = 1 << 20;

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads it from the body, and from nowhere else: Vert.x and undertow make a map of it, in a
     * Spring Boot application it comes as it was sent.
     *
     * @throws ApiProblem 413 or 400
     */
    static Form read(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Map<?, ?> map
                ? ofMap(map)
                : ofText(new String(bytes(exchange), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Exchange exchange) {
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX + 1);
            if (bytes.length > MAX) {
                throw ApiProblem.of(413, "payload_too_large", "The form is too large");
            }
            return bytes;
        } catch (IOException e) {
            throw ApiProblem.badRequest("The form cannot be read");
        }
    }

    private static Form ofMap(Map<?, ?> map) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        map.forEach(
                (name, value) ->
                        fields.put(
                                String.valueOf(name),
                                value instanceof Collection<?> all
                                        ? all.stream().map(String::valueOf).toList()
                                        : List.of(String.valueOf(value))));
        return new Form(fields);
    }

    private static Form ofText(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : decoded(parts[1]));
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("The form is not encoded as forms are");
        }
    }

    /** Without blanks around it; empty where it was not filled in. */
    public String text(String name) {
        return value(name).orElse("").trim();
    }

    public Optional<String> value(String name) {
        return all(name).stream().findFirst();
    }

    /** Of fields with one name, as boxes to tick are. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether a box was ticked. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }
}

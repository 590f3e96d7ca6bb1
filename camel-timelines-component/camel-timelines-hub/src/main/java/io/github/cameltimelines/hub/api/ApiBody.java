package io.github.cameltimelines.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.camel.Exchange;

/** Reads the body of a call: one JSON object. */
public final class ApiBody {

    /** Bytes, at the most; a webhook with all its fields has a tenth of it. */
    public static final int MAX = 1 << 18;

    private static final JsonMapper JSON =
            TimelinesJson.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ApiBody() {}

    /**
     * @throws ApiProblem 415, 413 or 400
     */
    public static ObjectNode object(Exchange exchange) {
        return object(json(exchange, MAX));
    }

    /**
     * The same for a call that needs no body: an empty object, if there is none.
     *
     * @throws ApiProblem 415, 413 or 400
     */
    public static ObjectNode objectIfAny(Exchange exchange) {
        boolean isTyped = CallHeaders.read(exchange, Exchange.CONTENT_TYPE).isPresent();
        byte[] bytes = isTyped ? json(exchange, MAX) : bytes(exchange, MAX);
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        requireJson(exchange);
        return object(bytes);
    }

    private static ObjectNode object(byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ApiProblem.badRequest(
                    "Bad JSON format"
                            + (e.getLocation() == null
                                    ? ""
                                    : " at line %d, column %d"
                                            .formatted(
                                                    e.getLocation().getLineNr(),
                                                    e.getLocation().getColumnNr())));
        } catch (IOException e) {
            throw ApiProblem.badRequest("The body cannot be read");
        }
        throw ApiProblem.badRequest("The body must be a JSON object");
    }

    private static void requireJson(Exchange exchange) {
        String contentType = CallHeaders.read(exchange, Exchange.CONTENT_TYPE).orElse(null);
        if (contentType != null) {
            String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
            if (type.equals("application/json") || type.endsWith("+json")) {
                return;
            }
        }
        throw CallHeaders.wrongType();
    }

    /**
     * The bytes of a JSON body, unread.
     *
     * @throws ApiProblem 415, 413 or 400
     */
    public static byte[] json(Exchange exchange, int max) {
        requireJson(exchange);
        return bytes(exchange, max);
    }

    private static byte[] bytes(Exchange exchange, int max) {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(max + 1);
            if (bytes.length > max) {
                throw ApiProblem.of(
                        413, "payload_too_large", "The body is larger than " + max + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw ApiProblem.badRequest("The body cannot be read");
        }
    }
}

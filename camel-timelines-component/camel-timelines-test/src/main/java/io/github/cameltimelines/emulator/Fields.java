package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON body, read with the checks that the API makes. */
record Fields(ObjectNode json) {

    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The fields of the object in these bytes; an empty body is an empty object. */
    static Fields parse(byte[] body) {
        if (body.length == 0) {
            return new Fields(Json.object());
        }
        try {
            JsonNode node = READER.readTree(utf8(body));
            if (node instanceof ObjectNode object) {
                return new Fields(object);
            }
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw ApiProblem.rule("Bad JSON format: " + withoutInput(reason) + ", line " + line);
        }
        throw ApiProblem.rule("Bad JSON format: an object is expected");
    }

    static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw ApiProblem.rule("Bad JSON format: 'utf-8' codec can't decode the body");
        }
    }

    boolean has(String name) {
        return json.has(name);
    }

    Optional<String> text(String name, int maxLength) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw ApiProblem.field(name, "must be a string");
        }
        return Optional.of(checked(name, node.textValue(), maxLength));
    }

    String required(String name, int maxLength) {
        return text(name, maxLength)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> ApiProblem.field(name, "is required"));
    }

    Optional<Boolean> flag(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw ApiProblem.field(name, "must be a boolean");
        }
        return Optional.of(node.booleanValue());
    }

    Optional<Long> number(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw ApiProblem.field(name, "must be an integer");
        }
        return Optional.of(node.longValue());
    }

    Optional<Fields> object(String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            return Optional.of(new Fields(object));
        }
        throw ApiProblem.field(name, "must be an object");
    }

    List<String> strings(String name, int maxLength) {
        JsonNode node = json.get(name);
        if (node == null || !node.isArray()) {
            throw ApiProblem.field(name, "must be an array of strings");
        }
        List<String> values = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw ApiProblem.field(name, "must be an array of strings");
            }
            values.add(checked(name, item.textValue(), maxLength));
        }
        return values;
    }

    static String checked(String name, String value, int maxLength) {
        if (value.indexOf('\0') >= 0) {
            throw ApiProblem.field(name, "must not contain U+0000");
        }
        if (value.codePointCount(0, value.length()) > maxLength) {
            throw ApiProblem.field(name, "must have at most " + maxLength + " characters");
        }
        return value;
    }

    /** Jackson quotes the offending token; a caller's text does not belong in an error. */
    private static String withoutInput(String reason) {
        int quote = reason.indexOf('\'');
        return quote < 0 ? reason : reason.substring(0, quote).trim();
    }
}

package io.github.cameltimelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;

/**
 * Makes JSON of the records that calls answer with: as {@code String}, {@code byte[]}, {@code
 * InputStream}, {@code JsonNode} or {@code Map}. Unlike {@code toString}, which has no personal
 * data, this is the whole record. An {@link Event} has converters of its own, which give the bytes
 * received.
 */
@Converter(generateLoader = true)
public final class RecordConverters {

    private static final String PACKAGE = TimelinesJson.class.getPackageName();

    private RecordConverters() {}

    @Converter(fallback = true)
    public static Object toJson(
            Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry)
            throws JsonProcessingException {
        if (!(value instanceof Record)
                || value instanceof Event
                || !value.getClass().getPackageName().equals(PACKAGE)) {
            return null;
        }
        ObjectMapper json = TimelinesJson.mapper();
        if (type == String.class) {
            return json.writeValueAsString(value);
        } else if (type == byte[].class) {
            return json.writeValueAsBytes(value);
        } else if (type == InputStream.class) {
            return new ByteArrayInputStream(json.writeValueAsBytes(value));
        } else if (type == JsonNode.class) {
            return json.valueToTree(value);
        }
        return type == Map.class ? json.convertValue(value, Map.class) : null;
    }
}

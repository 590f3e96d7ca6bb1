package io.github.cameltimelines.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import java.io.IOException;

/**
 * The one way in which we read and write TimelinesAI's JSON. Lenient where TimelinesAI and its
 * documentation disagree: an unknown field is ignored, and a field of a type that we did not expect
 * is read as {@code null} instead of costing the whole message. JSON that is not well-formed is
 * still an error. Thread-safe.
 */
public final class TimelinesJson {

    private static final int TYPES = 500;
    private static final ObjectMapper MAPPER = newMapper();

    private TimelinesJson() {}

    /** The shared mapper. Do not reconfigure it; {@link #newMapper()} gives one to change. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** A new mapper with the same settings, for the caller to keep and to change. */
    public static ObjectMapper newMapper() {
        return builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addHandler(new OddValuesAreNull())
                .build();
    }

    /**
     * Jackson's own settings, with a cache of types of its own: the one that mappers share is
     * static and keeps the classes of an OSGi bundle that is long uninstalled.
     */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(TYPES, TYPES)));
    }

    private static final class OddValuesAreNull extends DeserializationProblemHandler {

        @Override
        public Object handleUnexpectedToken(
                DeserializationContext context,
                JavaType target,
                JsonToken token,
                JsonParser parser,
                String failure)
                throws IOException {
            parser.skipChildren();
            return null;
        }

        @Override
        public Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String failure) {
            return null;
        }

        @Override
        public Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, String failure) {
            return null;
        }

        @Override
        public Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> target,
                com.fasterxml.jackson.databind.deser.ValueInstantiator instantiator,
                JsonParser parser,
                String failure)
                throws IOException {
            parser.skipChildren();
            return null;
        }
    }
}

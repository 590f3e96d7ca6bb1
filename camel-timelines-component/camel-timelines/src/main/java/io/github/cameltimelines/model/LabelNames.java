package io.github.cameltimelines.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels: {@code ["vip"]} in the specification, {@code [{"name":"vip"}]} in the vendor's own
 * scripts. Both are read.
 */
final class LabelNames extends StdDeserializer<List<String>> {

    private static final long serialVersionUID = 1L;

    LabelNames() {
        super(List.class);
    }

    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        JsonNode node = parser.readValueAsTree();
        List<String> names = new ArrayList<>();
        for (JsonNode label : node) {
            JsonNode name = label.isObject() ? label.path("name") : label;
            if (name.isValueNode() && !name.isNull()) {
                names.add(name.asText());
            }
        }
        return List.copyOf(names);
    }
}

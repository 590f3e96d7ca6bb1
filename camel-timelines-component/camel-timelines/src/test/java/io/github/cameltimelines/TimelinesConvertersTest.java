package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import io.github.cameltimelines.wire.EventFiles;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelinesConvertersTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private TypeConverter converter;

    @BeforeEach
    void start() {
        camel.start();
        converter = camel.getTypeConverter();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void text_bytes_and_stream_are_the_json_as_received() throws Exception {
        Event event = EventFiles.event("message:received:new");

        assertThat(converter.mandatoryConvertTo(String.class, event))
                .isEqualTo(EventFiles.text("message:received:new"));
        assertThat(converter.mandatoryConvertTo(byte[].class, event))
                .isEqualTo(event.body())
                .isNotSameAs(event.body());
        assertThat(converter.mandatoryConvertTo(InputStream.class, event))
                .hasBinaryContent(event.body());
    }

    @Test
    void json_and_map_are_the_whole_body() throws Exception {
        Event event = EventFiles.event("message:received:new");

        assertThat(converter.mandatoryConvertTo(JsonNode.class, event).at("/message/text").asText())
                .isEqualTo("What are your hours?");
        assertThat(converter.mandatoryConvertTo(Map.class, event))
                .containsEntry("event_type", "message:received:new");
    }

    @Test
    void each_payload_is_found_by_its_class() throws Exception {
        converts("message:sent:new", ChatMessage.class);
        converts("chat:new", Chat.class);
        converts("whatsapp:account:connected", WhatsAppAccount.class);
        converts("message:reaction", MessageReaction.class);
        converts("call:outgoing:ended", Call.class);
        converts("waba:message:read", WabaMessage.class);
        converts("waba:chat:incoming", WabaChat.class);
        converts("waba:account:active", WabaAccount.class);
        converts("waba:template:rejected", WabaTemplate.class);
    }

    @Test
    void a_payload_that_is_not_there_is_an_error_and_not_null() {
        Event event = EventFiles.event("chat:new");

        assertThatThrownBy(() -> converter.convertTo(Call.class, event))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("carries no Call");
    }

    private void converts(String file, Class<?> type) throws Exception {
        assertThat(converter.mandatoryConvertTo(type, EventFiles.event(file))).isInstanceOf(type);
    }
}

package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.EventBody.Format;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventBodyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void the_handlers_of_the_guides_find_what_they_read() throws Exception {
        JsonNode body = timelines(EventFiles.event("message:received:new"));

        assertThat(body.at("/event_type").asText()).isEqualTo("message:received:new");
        JsonNode data = body.get("data");
        assertThat(data.get("chat_id").isInt()).isTrue();
        assertThat(data.get("chat_id").asInt()).isEqualTo(4711);
        assertThat(data.get("chat_name").asText()).isEqualTo("Ana Lopez");
        assertThat(data.get("text").asText()).isEqualTo("What are your hours?");
        assertThat(data.get("message_uid").asText())
                .isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(data.get("sender_name").asText()).isEqualTo("Ana Lopez");
        assertThat(data.get("sender_phone").asText()).isEqualTo("+34600111222");
        assertThat(data.get("recipient_phone").asText()).isEqualTo("+34600999888");
        assertThat(data.get("from_me").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_received_is_all_still_there(EventType type) throws Exception {
        Event event = EventFiles.event(type.wireName());

        ObjectNode delivered = timelines(event);

        assertThat(delivered.remove("data").isObject()).isTrue();
        assertThat(delivered).isEqualTo(MAPPER.readTree(event.body()));
    }

    @Test
    void the_event_type_is_the_one_subscribed_to() throws Exception {
        Event event = EventFiles.event("message:new").withType("message:received:new");

        assertThat(timelines(event).get("event_type").asText()).isEqualTo("message:received:new");
        assertThat(timelines(EventFiles.event("guide:chat:created")).get("event_type").asText())
                .isEqualTo("chat:new");
    }

    @Test
    void a_data_object_that_is_there_is_left_alone() {
        Event event = EventFiles.event("guide:message:received:new");

        assertThat(EventBody.of(event, Format.TIMELINES)).isSameAs(event.body());
    }

    @Test
    void an_empty_data_is_replaced_and_one_of_another_kind_is_kept() throws Exception {
        assertThat(delivered("{\"data\":null,\"event_type\":\"x\",\"chat\":{\"id\":1}}"))
                .isEqualTo("{\"data\":{\"chat_id\":1},\"event_type\":\"x\",\"chat\":{\"id\":1}}");
        assertThat(delivered("{\"data\":[1],\"event_type\":\"x\"}"))
                .isEqualTo("{\"data\":[1],\"event_type\":\"x\"}");
    }

    @Test
    void numbers_escapes_order_and_unknown_fields_stay_as_they_were_written() {
        String odd =
                " {\"n\": 1.10e+2, \"big\":123456789012345678901234567890,\"chat\":{\"chat_id\":4711.0,"
                        + "\"full_name\":\"\\u0041na \\ud800 ñ\",\"chat.id\":7},\n\t\"event_type\" : \"message:new\","
                        + "\"message\":{\"text\":null,\"sender\":{\"full_name\":null}} } ";

        assertThat(delivered(odd))
                .isEqualTo(
                        odd.replace(
                                "{\"full_name\":null}} } ",
                                "{\"full_name\":null}} ,\"data\":{\"chat_id\":4711.0,"
                                        + "\"chat_name\":\"\\u0041na \\ud800 ñ\",\"text\":\"\"}} "));
    }

    @Test
    void a_byte_order_mark_does_not_shift_anything() {
        assertThat(delivered("\uFEFF{\"event_type\":\"x\"}"))
                .isEqualTo("\uFEFF{\"event_type\":\"x\",\"data\":{}}");
    }

    @Test
    void of_a_field_given_twice_the_last_counts() {
        Event event =
                EventFiles.eventOf("{\"event_type\":\"chat:new\",\"event_type\":\"chat:created\"}");

        assertThat(text(EventBody.of(event, Format.TIMELINES)))
                .isEqualTo("{\"event_type\":\"chat:new\",\"event_type\":\"chat:new\",\"data\":{}}");
    }

    @Test
    void raw_is_the_very_bytes() {
        Event event = EventFiles.event("message:new").withType("message:received:new");

        assertThat(EventBody.of(event, Format.RAW)).isSameAs(event.body());
    }

    @Test
    void a_cloud_event_has_the_attributes_that_the_standard_demands() throws Exception {
        Event event = EventFiles.event("message:received:new").withId("ev 1");

        JsonNode cloud = MAPPER.readTree(EventBody.of(event, Format.CLOUDEVENTS));

        assertThat(cloud.get("specversion").asText()).isEqualTo("1.0");
        assertThat(cloud.get("id").asText()).isEqualTo("ev 1");
        assertThat(cloud.get("source").asText()).isEqualTo("urn:timelines:workspace:default");
        assertThat(cloud.get("type").asText()).isEqualTo("ai.timelines.message:received:new");
        assertThat(cloud.get("subject").asText()).isEqualTo("chats/4711");
        assertThat(cloud.get("time").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(cloud.get("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(cloud.get("partitionkey").asText()).isEqualTo("chat|4711");
        assertThat(cloud.get("data")).isEqualTo(MAPPER.readTree(event.body()));
        assertThat(Format.CLOUDEVENTS.contentType()).isEqualTo("application/cloudevents+json");
    }

    @Test
    void a_cloud_event_without_chat_has_no_subject_and_without_id_is_refused() throws Exception {
        Event template = EventFiles.event("waba:template:approved");

        assertThat(
                        MAPPER.readTree(EventBody.of(template.withId("1"), Format.CLOUDEVENTS))
                                .has("subject"))
                .isFalse();
        assertThatThrownBy(() -> EventBody.of(template, Format.CLOUDEVENTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_byte_order_mark_does_not_get_into_a_cloud_event() throws Exception {
        Event event = EventFiles.eventOf("\uFEFF{\"event_type\":\"x\"}").withId("1");

        assertThat(text(EventBody.of(event, Format.CLOUDEVENTS)))
                .endsWith(",\"data\":{\"event_type\":\"x\"}}");
    }

    @Test
    void a_format_is_found_by_its_name() {
        assertThat(Format.of("timelines")).isEqualTo(Format.TIMELINES);
        assertThat(Format.of("raw")).isEqualTo(Format.RAW);
        assertThatThrownBy(() -> Format.of("xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format must be timelines, raw or cloudevents");
    }

    private static String delivered(String body) {
        return text(EventBody.of(EventFiles.eventOf(body), Format.TIMELINES));
    }

    private static ObjectNode timelines(Event event) throws Exception {
        return (ObjectNode) MAPPER.readTree(EventBody.of(event, Format.TIMELINES));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

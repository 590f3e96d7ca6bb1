package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.EventType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventReaderPropertiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Property
    void any_bytes_are_an_event_or_malformed(@ForAll byte[] body) {
        outcome(body);
    }

    @Property(tries = 5000)
    void a_mutated_event_is_an_event_or_malformed(@ForAll("mutated") byte[] body) {
        outcome(body);
    }

    @Property(tries = 2000)
    void what_is_accepted_is_json_that_everybody_can_parse(@ForAll("mutated") byte[] body)
            throws Exception {
        if (outcome(body)) {
            JsonNode tree = MAPPER.readTree(body);
            assertThat(tree.isObject()).isTrue();
            assertThat(tree.get("event_type").asText())
                    .isEqualTo(EventReader.read(body).receivedType());
        }
    }

    @Property
    void ids_are_read_as_any_json_writer_writes_them(@ForAll("ids") String chatId)
            throws Exception {
        String json =
                MAPPER.writeValueAsString(
                        java.util.Map.of(
                                "event_type",
                                "chat:new",
                                "chat",
                                java.util.Map.of("id", chatId, "name", "\"{[\\")));

        assertThat(EventReader.read(json.getBytes(StandardCharsets.UTF_8)).chatId())
                .isEqualTo(chatId);
    }

    @Property
    void our_check_of_utf_8_agrees_with_javas(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(Utf8.firstInvalid(bytes) < 0).isEqualTo(decodes(bytes));
    }

    /** Whether it was read. Everything but a MalformedEventException fails the property. */
    private static boolean outcome(byte[] body) {
        try {
            return EventReader.read(body) != null;
        } catch (MalformedEventException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("Ana", "hours", "600111");
            return false;
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ñ', '€', '中')
                .ofMinLength(1)
                .ofMaxLength(200);
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<byte[]> valid =
                Arbitraries.strings()
                        .all()
                        .ofMaxLength(40)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<Byte> odd =
                Arbitraries.of(0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xE0)
                        .map(Integer::byteValue);
        Arbitrary<Byte> lead =
                Arbitraries.of(0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF).map(Integer::byteValue);
        Arbitrary<byte[]> random = Arbitraries.oneOf(odd, lead).array(byte[].class).ofMaxSize(6);
        return Arbitraries.oneOf(
                valid,
                random,
                Combinators.combine(valid, random).as(EventReaderPropertiesTest::joined));
    }

    /** A real payload with a few bytes changed, cut, doubled or inserted. */
    @Provide
    Arbitrary<byte[]> mutated() {
        Arbitrary<byte[]> original =
                Arbitraries.of(EventType.values()).map(EventType::wireName).map(EventFiles::bytes);
        Arbitrary<Integer> where = Arbitraries.integers().between(0, 1500);
        Arbitrary<byte[]> what =
                Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(3),
                        Arbitraries.of("\"", "{", "}", "[", "]", ",", ":", "\\", "\\u00", "null")
                                .map(text -> text.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(original, where, Arbitraries.integers().between(0, 3), what)
                .as(EventReaderPropertiesTest::mutate);
    }

    private static byte[] mutate(byte[] original, int where, int cut, byte[] insert) {
        int at = where % original.length;
        byte[] head = Arrays.copyOf(original, at);
        byte[] tail =
                Arrays.copyOfRange(original, Math.min(original.length, at + cut), original.length);
        return joined(joined(head, insert), tail);
    }

    private static byte[] joined(byte[] first, byte[] then) {
        byte[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }
}

package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void a_message_is_one_event_whichever_upstream_webhook_reports_it() {
        EventKey key = EventKey.of(EventFiles.parsed("message:received:new"));

        assertThat(key)
                .isEqualTo(new EventKey("message|11111111-2222-3333-4444-555555555555", false));
        assertThat(EventKey.of(EventFiles.parsed("message:new"))).isEqualTo(key);
        assertThat(EventKey.of(EventFiles.parsed("guide:message:received:new"))).isEqualTo(key);
        assertThat(EventKey.of(EventFiles.parsed("message:sent:new"))).isNotEqualTo(key);
    }

    @Test
    void calls_and_business_messages_are_told_apart_by_type_and_uid() {
        assertThat(EventKey.of(EventFiles.parsed("call:incoming:ended")).value())
                .isEqualTo("call:incoming:ended|66666666-7777-8888-9999-000000000000");
        assertThat(EventKey.of(EventFiles.parsed("waba:message:delivered")))
                .isNotEqualTo(EventKey.of(EventFiles.parsed("waba:message:read")));
    }

    @Test
    void a_reaction_set_cleared_and_set_again_is_three_events() {
        String set = EventFiles.text("message:reaction");
        String clear = set.replace("\"set\"", "\"clear\"");
        String again = set.replace("09:20:00", "09:21:00");

        assertThat(key(set)).isNotEqualTo(key(clear)).isNotEqualTo(key(again));
        assertThat(key(set)).isEqualTo(key(set.replace("\"👍\": 1", "\"👍\": 2")));
        assertThat(key(set).hashed()).isFalse();
        assertThat(key(set.replace("\"timestamp\"", "\"other\"")).hashed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void only_messages_calls_and_reactions_have_a_natural_key(EventType type) {
        boolean hashed = EventKey.of(EventFiles.parsed(type.wireName())).hashed();

        assertThat(hashed)
                .isEqualTo(
                        switch (type.payload()) {
                            case MESSAGE, REACTION, CALL, WABA_MESSAGE -> false;
                            default -> true;
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event_type\":\"message:edited\",\"message\":{\"message_uid\":\"u\"}}",
                "{\"event_type\":\"message:new\",\"message\":{\"text\":\"no uid\"}}",
                "{\"event_type\":\"message:reaction\",\"reaction\":{\"message_uid\":\"u\"}}"
            })
    void unknown_types_and_those_without_what_the_key_needs_are_hashed(String body) {
        assertThat(key(body).hashed()).isTrue();
        assertThat(key(body)).isEqualTo(key(body)).isNotEqualTo(key(body + " "));
    }

    @Test
    void a_fingerprint_belongs_to_its_workspace() {
        EventKey key = EventKey.of(EventFiles.parsed("message:new"));

        assertThat(key.fingerprint("default")).isEqualTo(key.fingerprint("default"));
        assertThat(key.fingerprint("default")).isNotEqualTo(key.fingerprint("other"));
        // printf 'default|message|1111…' | sha256sum
        assertThat(key.fingerprint("default")).hasToString("c8ebc4ff-710e-7bb4-9267-f2a4fef2bf4d");
    }

    @Test
    void a_key_shows_no_number() {
        assertThat(EventKey.of(EventFiles.parsed("message:reaction")).value())
                .contains("600111222");
        assertThat(EventKey.of(EventFiles.parsed("message:reaction")).toString())
                .isEqualTo("EventKey[natural]");
    }

    @Property
    void different_reactions_never_share_a_key(
            @ForAll @NotEmpty @Chars({'|', '\\', 'a'}) String emoji,
            @ForAll @NotEmpty @Chars({'|', '\\', 'a'}) String reactor,
            @ForAll @NotEmpty @Chars({'|', '\\', 'a'}) String otherEmoji,
            @ForAll @NotEmpty @Chars({'|', '\\', 'a'}) String otherReactor)
            throws Exception {
        Assume.that(!emoji.equals(otherEmoji) || !reactor.equals(otherReactor));

        assertThat(key(reaction(emoji, reactor)))
                .isNotEqualTo(key(reaction(otherEmoji, otherReactor)));
    }

    @Property
    void the_key_of_a_message_depends_on_its_uid_alone(
            @ForAll @NotEmpty @CharRange(from = ' ', to = '~') String uid,
            @ForAll String text,
            @ForAll long chatId)
            throws Exception {
        Assume.that(uid.length() < EventFields.TEXT_MAX);
        EventKey first = key(message("message:new", uid, text, chatId));
        EventKey second = key(message("message:sent:new", uid, "other", chatId + 1));

        assertThat(first).isEqualTo(second);
        assertThat(first.fingerprint("w")).isEqualTo(second.fingerprint("w"));
        assertThat(key(message("message:new", uid.substring(1) + "x" + uid.charAt(0), text, 1)))
                .isNotEqualTo(first);
    }

    private static String reaction(String emoji, String reactor) throws Exception {
        return MAPPER.writeValueAsString(
                Map.of(
                        "event_type",
                        "message:reaction",
                        "reaction",
                        Map.of(
                                "message_uid",
                                "u",
                                "emoji",
                                emoji,
                                "timestamp",
                                "t",
                                "reactor",
                                Map.of("phone", reactor))));
    }

    private static String message(String type, String uid, String text, long chatId)
            throws Exception {
        return MAPPER.writeValueAsString(
                Map.of(
                        "event_type", type,
                        "chat", Map.of("chat_id", chatId),
                        "message", Map.of("message_uid", uid, "text", well(text))));
    }

    /** Jackson refuses to write half a surrogate pair. */
    private static String well(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static EventKey key(String body) {
        return EventKey.of(EventReader.read(body.getBytes(StandardCharsets.UTF_8)));
    }
}

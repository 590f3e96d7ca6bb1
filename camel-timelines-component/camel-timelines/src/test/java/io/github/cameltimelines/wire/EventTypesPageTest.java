package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference page says what the code does. */
class EventTypesPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/event-types.md");

    @ParameterizedTest
    @EnumSource
    void the_row_of_each_type_is_true(EventType type) throws IOException {
        List<String> cells = row(type);
        Event event = EventFiles.event(type.wireName());

        assertThat(cells.get(3)).isEqualTo("`" + payload(type) + "`");
        assertThat(cells.get(4))
                .isEqualTo(type.aliases().isEmpty() ? "" : "`" + type.aliases().get(0) + "`");
        assertThat(cells.get(5).equals("body"))
                .isEqualTo(EventKey.of(EventFiles.parsed(type.wireName())).hashed());
        assertThat(cells.get(6))
                .isEqualTo(OrderingKey.of(event).map(key -> key.split("\\|")[0]).orElse("none"));
    }

    @Test
    void the_rows_stand_in_the_order_in_which_webhooks_are_given_out() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            assertThat(
                            lines.filter(line -> line.matches("\\| `.+\\| (chat|account|none) \\|"))
                                    .map(line -> line.split("`")[1]))
                    .containsExactlyElementsOf(
                            Stream.of(EventType.values()).map(EventType::wireName).toList());
        }
    }

    private static String payload(EventType type) {
        return switch (type.payload()) {
            case MESSAGE -> "ChatMessage";
            case REACTION -> "MessageReaction";
            case CHAT -> "Chat";
            case ACCOUNT -> "WhatsAppAccount";
            case CALL -> "Call";
            case WABA_MESSAGE -> "WabaMessage";
            case WABA_CHAT -> "WabaChat";
            case WABA_ACCOUNT -> "WabaAccount";
            case WABA_TEMPLATE -> "WabaTemplate";
        };
    }

    private static List<String> row(EventType type) throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            String row =
                    lines.filter(line -> line.startsWith("| `" + type.wireName() + "` |"))
                            .findFirst()
                            .orElseThrow();
            return Stream.of(row.replace("\\|", "/").split("\\|", -1)).map(String::trim).toList();
        }
    }
}

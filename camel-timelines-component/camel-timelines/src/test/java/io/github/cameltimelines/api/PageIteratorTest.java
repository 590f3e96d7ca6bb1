package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PageIteratorTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    @Test
    void all_pages_are_read_when_the_iteration_gets_there() {
        chats("1", true, 1, 2);
        chats("2", true, 3, 4);
        chats("3", false, 5);

        Iterator<Chat> chats = FIXTURE.api.chats().list(Arguments.of("closed", false)).iterator();

        assertThat(requests()).isZero();
        assertThat(chats.next().id()).isEqualTo(1);
        assertThat(chats.next().id()).isEqualTo(2);
        assertThat(requests()).isEqualTo(1);
        assertThat(chats).toIterable().extracting(Chat::id).containsExactly(3L, 4L, 5L);
        assertThat(requests()).isEqualTo(3);
        assertThatThrownBy(chats::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void the_iteration_begins_at_the_page_that_was_asked_for() {
        chats("3", false, 5);

        assertThat(FIXTURE.api.chats().list(Arguments.of("page", "3").and("closed", false)))
                .extracting(Chat::id)
                .containsExactly(5L);
    }

    @Test
    void an_empty_listing_has_no_items() {
        chats("1", true);

        assertThat(FIXTURE.api.chats().list(Arguments.of("closed", false))).isEmpty();
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void a_listing_that_repeats_its_page_ends_instead_of_going_round() {
        chats("1", true, 1, 2);
        chats("2", true, 1, 2);

        assertThat(FIXTURE.api.chats().list(Arguments.of("closed", false))).hasSize(2);
    }

    @Test
    void a_history_that_ignores_the_page_goes_on_from_the_last_message() {
        FIXTURE.server.stubFor(history().willReturn(okJson(messages(true, "u-5", "u-4"))));
        FIXTURE.server.stubFor(
                history()
                        .withQueryParam("before_message", equalTo("u-4"))
                        .willReturn(okJson(messages(true, "u-3", "u-2"))));
        FIXTURE.server.stubFor(
                history()
                        .withQueryParam("before_message", equalTo("u-2"))
                        .willReturn(okJson(messages(false, "u-1"))));

        assertThat(FIXTURE.api.chats().history(4711))
                .extracting(ChatMessage::uid)
                .containsExactly("u-5", "u-4", "u-3", "u-2", "u-1");
    }

    private static void chats(String page, boolean more, long... ids) {
        String items =
                java.util.Arrays.stream(ids)
                        .mapToObj(id -> "{\"id\":" + id + "}")
                        .collect(Collectors.joining(","));
        FIXTURE.server.stubFor(
                get(urlPathEqualTo("/integrations/api/chats"))
                        .withQueryParam("page", equalTo(page))
                        .withQueryParam("closed", equalTo("false"))
                        .willReturn(okJson(envelope("chats", more, items))));
    }

    private static MappingBuilder history() {
        return get(urlPathEqualTo("/integrations/api/chats/4711/messages"));
    }

    private static String messages(boolean more, String... uids) {
        return envelope(
                "messages",
                more,
                Stream.of(uids)
                        .map(u -> "{\"uid\":\"" + u + "\"}")
                        .collect(Collectors.joining(",")));
    }

    private static String envelope(String field, boolean more, String items) {
        return "{\"status\":\"ok\",\"data\":{\"has_more_pages\":%s,\"%s\":[%s]}}"
                .formatted(more, field, items);
    }

    private static int requests() {
        return FIXTURE.server.getAllServeEvents().size();
    }
}

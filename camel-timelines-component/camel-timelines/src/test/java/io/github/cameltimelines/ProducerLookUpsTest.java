package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.api.TimelinesApiException;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.Page;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What reads: answers as typed bodies and JSON, listings page by page. */
class ProducerLookUpsTest extends ProducerFixture {

    @Test
    void a_look_up_leaves_the_body_alone() throws Exception {
        server.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":4711,\"name\":\"Ana\"}}")));

        Exchange answer =
                send(
                        "timelines:getChat",
                        Map.of("any", "thing"),
                        m -> m.withHeader(TimelinesConstants.CHAT_ID, 4711));

        assertThat(request().getBody()).isEmpty();
        assertThat(answer.getMessage().getBody(Chat.class).id()).isEqualTo(4711);
        assertThat(answer.getMessage().getBody(Chat.class).name()).isEqualTo("Ana");
    }

    @Test
    void an_answer_is_convertible_to_json() throws Exception {
        server.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":4711,\"name\":\"Ana\"}}")));

        var answer = send("timelines:getChat?chatId=4711", null).getMessage();

        assertThat(tree(answer.getBody(String.class)))
                .isEqualTo(tree("{\"id\":4711,\"name\":\"Ana\"}"));
        assertThat(answer.getBody(JsonNode.class).path("name").asText()).isEqualTo("Ana");
        assertThat(answer.getBody(Map.class)).hasSize(2).containsEntry("name", "Ana");
        assertThat(new String(answer.getBody(byte[].class))).startsWith("{\"id\":4711");
        assertThat(answer.getBody(java.io.InputStream.class)).isNotEmpty();
    }

    @Test
    void a_listing_by_phone_keeps_the_plus_encoded() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"chats\":[]}}")));

        send(
                "timelines:listChats?phone=%2B34600111222&whatsappPhone=%2B34600999888,%2B34600999777&page=1",
                null);

        assertThat(request().getUrl())
                .isEqualTo(
                        "/api/chats?phone=%2B34600111222&whatsapp_phone=%2B34600999888%2C%2B34600999777&page=1");
    }

    @Test
    void a_listing_without_page_is_an_iterator_over_all_pages() throws Exception {
        page("1", true, 1, 2);
        page("2", false, 3);

        Exchange answer = send("timelines:listChats?closed=false", null);

        assertThat(answer.getMessage().getBody()).isInstanceOf(Iterator.class);
        assertThat(server.getAllServeEvents()).hasSize(1);
        @SuppressWarnings("unchecked")
        Iterator<Chat> chats = answer.getMessage().getBody(Iterator.class);
        assertThat(chats).toIterable().extracting(Chat::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_listing_with_page_is_that_page() throws Exception {
        page("2", true, 3);

        Exchange answer = send("timelines:listChats?page=2&closed=false", null);

        assertThat(answer.getMessage().getBody(Page.class).number()).isEqualTo(2);
        assertThat(answer.getMessage().getHeader(TimelinesConstants.HAS_MORE_PAGES))
                .isEqualTo(true);
    }

    @Test
    void a_listing_is_split_as_it_is_read() throws Exception {
        page("1", true, 1, 2);
        page("2", false, 3);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:split")
                                .to("timelines:listChats?closed=false")
                                .split(body())
                                .streaming()
                                .setBody(simple("${body.id}"))
                                .to("mock:chat");
                    }
                });

        send("direct:split", null);

        assertThat(
                        context.getEndpoint(
                                        "mock:chat",
                                        org.apache.camel.component.mock.MockEndpoint.class)
                                .getExchanges())
                .extracting(e -> e.getMessage().getBody(Long.class))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_refused_listing_fails_before_the_iteration() {
        server.stubFor(any(anyUrl()).willReturn(status(401).withBody("Unauthorized")));

        assertThat(sent("timelines:listChats", null, m -> m).getException())
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("401: Unauthorized");
    }

    private void page(String number, boolean more, long... ids) {
        StringBuilder chats = new StringBuilder();
        for (long id : ids) {
            chats.append(chats.isEmpty() ? "" : ",").append("{\"id\":").append(id).append('}');
        }
        server.stubFor(
                any(com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo("/api/chats"))
                        .withQueryParam("page", equalTo(number))
                        .withQueryParam("closed", equalTo("false"))
                        .willReturn(
                                okJson(
                                        "{\"data\":{\"has_more_pages\":"
                                                + more
                                                + ",\"chats\":["
                                                + chats
                                                + "]}}")));
    }
}

package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of {@code docs/how-to/send-a-file.md}: the page has the same. */
class SendAFileHowToTest {

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final DefaultCamelContext context = new DefaultCamelContext();

    static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // page
            from("direct:invoice").to("timelines:sendFile?chatId=4711&filename=invoice.pdf");
            // page
            from("direct:flyer")
                    .to("timelines:uploadFile?filename=flyer.pdf")
                    .setProperty("flyer", simple("${body.uid}"))
                    .to("timelines:listChats?label=customers")
                    .split(body())
                    .streaming()
                    .setHeader("CamelTimelinesFileUid", simple("${exchangeProperty.flyer}"))
                    .setHeader("CamelTimelinesChatId", simple("${body.id}"))
                    .to("timelines:sendMessage");
            // page
        }
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
        server.stubFor(
                any(anyUrl())
                        .willReturn(
                                okJson("{\"data\":{\"message_uid\":\"u-1\",\"uid\":\"f-1\"}}")));
        server.stubFor(
                any(urlPathEqualTo("/chats"))
                        .willReturn(okJson("{\"data\":{\"chats\":[{\"id\":1},{\"id\":2}]}}")));
        TimelinesComponent component = context.getComponent("timelines", TimelinesComponent.class);
        component.getConfiguration().setApiToken("token");
        component.getConfiguration().setBaseUrl("http://localhost:" + server.port());
        context.addRoutes(new Routes());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop();
    }

    @Test
    void a_file_is_sent_under_the_name_of_the_option() throws Exception {
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:invoice", new byte[] {1});
        }

        server.verify(1, postRequestedFor(urlEqualTo("/chats/4711/file_message")));
    }

    @Test
    void one_upload_goes_to_many_chats() throws Exception {
        try (var template = context.createProducerTemplate()) {
            template.sendBody("direct:flyer", new byte[] {1});
        }

        server.verify(1, postRequestedFor(urlEqualTo("/files_upload")));
        assertThat(
                        server.findAll(postRequestedFor(urlPathEqualTo("/chats/2/messages")))
                                .get(0)
                                .getBodyAsString())
                .isEqualTo("{\"file_uid\":\"f-1\"}");
        server.verify(1, postRequestedFor(urlPathEqualTo("/chats/1/messages")));
    }

    @Test
    void the_page_has_these_routes() throws Exception {
        String page = Files.readString(Path.of("../../docs/how-to/send-a-file.md"));
        String source =
                Files.readString(
                        Path.of("src/test/java/io/github/cameltimelines/SendAFileHowToTest.java"));
        Matcher route = Pattern.compile("(?s)// page\\n(.*?;)\\n(?= *// page)").matcher(source);
        int routes = 0;
        while (route.find()) {
            assertThat(unspaced(page)).contains(unspaced(route.group(1)));
            routes++;
        }
        assertThat(routes).isEqualTo(2);
    }

    /** The formatter of our sources has its own idea of how a route is indented. */
    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }
}

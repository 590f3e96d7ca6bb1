package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be sent as a file. */
class ProducerFilesTest extends ProducerFixture {

    @Test
    void files_streams_bytes_and_stream_caches_are_sent_under_their_name(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("prices.pdf"), "content");

        send("timelines:sendFile?chatId=9&caption=Look", file);
        send("timelines:sendFile?chatId=9", file.toFile());
        send(
                "timelines:sendFile?chatId=9",
                "content".getBytes(),
                m -> m.withHeader(Exchange.FILE_NAME, "sub/prices.pdf"));
        send(
                "timelines:sendFile?chatId=9&filename=prices.pdf",
                new ByteArrayInputStream("content".getBytes()));
        send(
                "timelines:sendFile?chatId=9&filename=prices.pdf",
                new InputStreamCache("content".getBytes()));

        assertThat(server.getAllServeEvents()).hasSize(5);
        assertThat(server.getAllServeEvents())
                .allSatisfy(
                        e ->
                                assertThat(e.getRequest().getBodyAsString())
                                        .contains("filename=\"prices.pdf\"")
                                        .contains("application/pdf")
                                        .contains("content\r\n"));
        assertThat(
                        server.getAllServeEvents()
                                .get(4)
                                .getRequest()
                                .getPart("caption")
                                .getBody()
                                .asString())
                .isEqualTo("Look");
    }

    @Test
    void a_file_of_the_file_component_is_sent(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("voice.ogg"), "sound");
        CountDownLatch sent = new CountDownLatch(1);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("file:" + folder + "?initialDelay=0&noop=true")
                                .to("timelines:sendVoice?chatId=9")
                                .process(e -> sent.countDown());
                    }
                });

        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(request().getUrl()).isEqualTo("/api/chats/9/voice_message");
        assertThat(request().getBodyAsString())
                .contains("filename=\"voice.ogg\"")
                .contains("sound");
    }
}

package io.github.cameltimelines.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.model.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** How files leave: multipart, streamed, under their name. */
class UploadTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK =
            "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\",\"uid\":\"f-1\"}}";
    private static final int SIXTEEN_MB = 16 * 1024 * 1024;

    static Stream<ArgumentSet> operations() {
        return Stream.of(
                set(Operations.SEND_FILE, Arguments.of("chatId", 4711), "/chats/4711/file_message"),
                set(
                        Operations.SEND_VOICE,
                        Arguments.of("chatId", 4711),
                        "/chats/4711/voice_message"),
                set(Operations.UPLOAD_FILE, Arguments.none(), "/files_upload"),
                set(
                        Operations.SEND_WABA_FILE,
                        Arguments.of("chatId", 4711),
                        "/waba/chats/4711/messages"));
    }

    private static ArgumentSet set(Operation<?> operation, Arguments arguments, String path) {
        return org.junit.jupiter.params.provider.Arguments.argumentSet(
                operation.toString(), operation, arguments, path);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_file_leaves_as_the_file_part_of_a_form(
            Operation<?> operation, Arguments arguments, String path) {
        answersOk();

        Object answer =
                FIXTURE.api.call(
                        operation, arguments.and("file", Upload.of(bytes("hello"), "a.ogg")));

        LoggedRequest request = FIXTURE.server.getAllServeEvents().get(0).getRequest();
        assertThat(request.getUrl()).isEqualTo("/integrations/api" + path);
        assertThat(request.getHeader("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.getParts()).hasSize(1);
        assertThat(request.getBodyAsString())
                .contains("name=\"file\"; filename=\"a.ogg\"")
                .contains("\r\n\r\nhello\r\n");
        assertThat(answer.toString()).containsPattern("[uf]-1");
    }

    @Test
    void name_type_and_caption_leave_in_utf_8_and_name_the_part() {
        answersOk();

        FIXTURE.api
                .messages()
                .sendFile(
                        4711,
                        Upload.of(bytes("hello"), "ignored.bin"),
                        Arguments.of("filename", "Preisliste – März.pdf")
                                .and("contentType", "application/pdf")
                                .and("caption", "Grüße 👍"));

        LoggedRequest request = FIXTURE.server.getAllServeEvents().get(0).getRequest();
        assertThat(part(request, "filename")).isEqualTo("Preisliste – März.pdf");
        assertThat(part(request, "content_type")).isEqualTo("application/pdf");
        assertThat(part(request, "caption")).isEqualTo("Grüße 👍");
        assertThat(new String(request.getBody(), StandardCharsets.UTF_8))
                .contains("filename=\"Preisliste – März.pdf\"")
                .contains("Content-Type: application/pdf");
    }

    @Test
    void a_name_with_line_breaks_or_quotes_adds_no_header() {
        answersOk();

        FIXTURE.api.files().upload(Upload.of(bytes("x"), "a\"\r\nX-Evil: 1\r\n\r\nb.pdf"));

        assertThat(FIXTURE.server.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .contains("filename=\"a___X-Evil: 1____b.pdf\"");
    }

    @Test
    void a_file_of_16_mb_is_never_in_memory_as_a_whole(@TempDir Path folder) throws Exception {
        Path big = folder.resolve("big.mp4");
        Files.write(big, new byte[SIXTEEN_MB]);

        assertThat(allocatedBySending(Upload.of(big))).isLessThan(SIXTEEN_MB / 4);
        assertThat(allocatedBySending(Upload.of(zeros(SIXTEEN_MB), "big.mp4")))
                .isLessThan(SIXTEEN_MB / 4);
    }

    /** Bytes that the calling thread, which does all the work of a call, took from the heap. */
    private static long allocatedBySending(Upload upload) throws IOException {
        AtomicLong received = new AtomicLong();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] piece = new byte[64 * 1024];
                    try (InputStream in = exchange.getRequestBody()) {
                        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                            received.addAndGet(n);
                        }
                    }
                    exchange.sendResponseHeaders(200, OK.length());
                    exchange.getResponseBody().write(bytes(OK));
                    exchange.close();
                });
        server.start();
        try {
            TimelinesApi api =
                    FIXTURE.api(RetryRule.DEFAULT)
                            .baseUrl("http://localhost:" + server.getAddress().getPort())
                            .build();
            api.files().upload(Upload.of(bytes("warm up"), "a"));
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            UploadedFile file = api.files().upload(upload);

            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(file.uid()).isEqualTo("f-1");
            assertThat(received.get()).isGreaterThan(SIXTEEN_MB);
            return allocated;
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_source_that_breaks_leaves_the_outcome_unknown() {
        answersOk();
        InputStream breaking =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk gone");
                    }
                };

        assertThatThrownBy(
                        () ->
                                FIXTURE.api
                                        .messages()
                                        .sendFile(1, Upload.of(breaking, "a"), Arguments.none()))
                .isInstanceOf(TimelinesUnknownOutcomeException.class)
                .hasMessageContaining("partly sent");
    }

    @Test
    void a_file_that_is_not_there_or_empty_is_refused_before_sending(@TempDir Path folder)
            throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pdf"));

        assertThatThrownBy(() -> Upload.of(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Upload.of(folder.resolve("none.pdf")))
                .isInstanceOf(TimelinesInvalidRequestException.class);
        assertThat(Upload.of(bytes("x"), "salary.pdf").toString()).doesNotContain("salary");
    }

    private static void answersOk() {
        FIXTURE.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.okJson(OK)));
    }

    private static String part(LoggedRequest request, String name) {
        return new String(request.getPart(name).getBody().asBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InputStream zeros(int size) {
        return new InputStream() {
            private int left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int n = Math.min(left, length);
                left -= n;
                return n == 0 ? -1 : n;
            }
        };
    }
}

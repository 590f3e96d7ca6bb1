package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.EventFiles;
import java.net.http.HttpResponse;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.builder.RouteBuilder;

/** Whatever is posted, the answer is an answer: never a fault of ours, never our insides. */
class DoorPropertiesTest {

    private static final HookFixture APP = new HookFixture();

    @BeforeContainer
    static void start() {
        APP.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:*").to("log:none?level=OFF");
                        from("timelines:message:*?ack=processed&path=in-call")
                                .to("log:none?level=OFF");
                    }
                });
    }

    @AfterContainer
    static void stop() {
        APP.close();
    }

    @Property(tries = 300)
    void random_bytes_are_answered_without_a_fault(@ForAll byte[] body) {
        isAnswered(body);
    }

    @Property(tries = 600)
    void a_damaged_event_is_answered_without_a_fault(@ForAll("damaged") byte[] body) {
        isAnswered(body);
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<byte[]> whole =
                Arbitraries.of(List.of(EventType.values()))
                        .map(type -> EventFiles.bytes(type.wireName()));
        return Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
                .as(DoorPropertiesTest::damage);
    }

    /** Takes some bytes out at a place and puts others in. */
    private static byte[] damage(byte[] body, int place, int taken, byte[] put) {
        int at = place % body.length;
        int end = Math.min(body.length, at + taken);
        byte[] damaged = new byte[at + put.length + body.length - end];
        System.arraycopy(body, 0, damaged, 0, at);
        System.arraycopy(put, 0, damaged, at, put.length);
        System.arraycopy(body, end, damaged, at + put.length, body.length - end);
        return damaged;
    }

    @Property(tries = 200)
    void a_damaged_content_type_is_answered_without_a_fault(@ForAll("headerText") String type) {
        HttpResponse<String> answer =
                APP.post(
                        "/timelines/webhooks/" + HookFixture.SECRET,
                        EventFiles.bytes("chat-new"),
                        type);

        assertThat(answer.statusCode()).isIn(200, 400);
    }

    @Provide
    Arbitrary<String> headerText() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
    }

    @Property(tries = 200)
    void any_path_is_answered_without_a_fault(@ForAll("pathText") String text) {
        HttpResponse<String> answer =
                APP.post(
                        "/timelines/webhooks/" + text,
                        EventFiles.bytes("chat-new"),
                        "application/json");

        assertThat(answer.statusCode()).isIn(400, 404);
    }

    @Provide
    Arbitrary<String> pathText() {
        return Arbitraries.of("a", "/", "..", "%2e", "%00", "%ff", "%C3%A9", ";", ":", "*", "{x}")
                .map(part -> part.replace("{", "%7B").replace("}", "%7D"))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static void isAnswered(byte[] body) {
        for (String path : new String[] {"/timelines/webhooks/", "/in-call/"}) {
            HttpResponse<String> answer =
                    APP.post(path + HookFixture.SECRET, body, "application/json");
            assertThat(answer.statusCode()).isIn(200, 400);
            assertThat(answer.body())
                    .startsWith("{\"status\":")
                    .doesNotContain("Exception", "\tat ");
        }
    }
}

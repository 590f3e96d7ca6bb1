package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;

class ResponseTest {

    private static Response response() {
        return new Response(new BasicHttpResponse(200));
    }

    @Property
    void what_is_kept_is_the_beginning_in_whole_characters(
            @ForAll @IntRange(max = 4) int shift,
            @ForAll @IntRange(min = 1, max = 5_000) int piece) {
        String text = "a".repeat(shift) + "é€😀".repeat(400);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Response response = response();
        for (int at = 0; at < bytes.length; at += piece) {
            response.take(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }

        assertThat(text).startsWith(response.text());
        assertThat(response.text().getBytes(StandardCharsets.UTF_8).length).isBetween(2045, 2048);
    }

    @Property
    void any_bytes_make_a_text_that_the_ledger_can_keep(@ForAll byte[] bytes) {
        Response response = response();
        response.take(ByteBuffer.wrap(bytes));

        if (bytes.length == 0) {
            assertThat(response.text()).isNull();
        } else {
            assertThat(response.text()).hasSizeLessThanOrEqualTo(2048);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(response.text())).isTrue();
        }
    }

    @Test
    void reading_ends_at_64_kib() {
        Response response = response();

        assertThat(response.take(ByteBuffer.allocate(65_535))).isFalse();
        assertThat(response.take(ByteBuffer.allocate(1))).isTrue();
    }
}

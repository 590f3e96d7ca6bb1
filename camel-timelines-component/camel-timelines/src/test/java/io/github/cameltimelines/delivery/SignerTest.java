package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignerTest {

    /** https://github.com/standard-webhooks/standard-webhooks, the vector of all its libraries. */
    @Test
    void the_published_vector_comes_out() {
        assertThat(
                        new Signer(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                                .sign(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        1614265330,
                                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Property
    void every_signature_is_the_reference_librarys(
            @ForAll @Size(min = 24, max = 64) byte[] key,
            @ForAll String id,
            @ForAll @LongRange(min = 0) long timestamp,
            @ForAll String text)
            throws Exception {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String same = new String(body, StandardCharsets.UTF_8);

        assertThat(
                        new Signer(List.of("whsec_" + Base64.getEncoder().encodeToString(key)))
                                .sign(id, timestamp, body))
                .isEqualTo(new Webhook(key).sign(id, timestamp, same));
    }
}

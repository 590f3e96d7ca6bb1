package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.inbox.Reception;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlatformHttpDoorTest extends DoorContract {

    PlatformHttpDoorTest() {
        super(new HookFixture(HookFixture.Server.PLATFORM_HTTP));
    }

    @Test
    void a_body_that_is_announced_too_large_is_not_waited_for() throws Exception {
        String answer =
                raw(
                        "Content-Length: " + (Reception.BODY_MAX + 1),
                        out -> out.write("{".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }
}

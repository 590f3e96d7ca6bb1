package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExtensionTest {

    @RegisterExtension
    static TimelinesEmulatorExtension kept =
            TimelinesEmulatorExtension.create().with(b -> b.token("mine")).keepingWebhooks();

    @Test
    @Order(1)
    void an_emulator_is_handed_to_the_test() {
        TimelinesEmulator emulator = kept.emulator();
        assertThat(emulator.token()).isEqualTo("mine");
        assertThat(emulator.baseUrl())
                .isEqualTo("http://localhost:" + emulator.port() + "/integrations/api")
                .isEqualTo(kept.baseUrl());
        emulator.customer("+34600111222").writes("hi");
        emulator.faults().revokeToken().clear();
        Api.of(emulator)
                .post("/webhooks", "{\"event_type\":\"chat:new\",\"url\":\"http://localhost:1\"}");
        emulator.faults().bumpErrorsCounters(3).revokeToken();
    }

    @Test
    @Order(2)
    void the_next_test_finds_it_reset_but_the_webhooks_kept() {
        TimelinesEmulator emulator = kept.emulator();
        assertThat(emulator.messages(4711)).isEmpty();
        assertThat(emulator.requests()).isEmpty();
        assertThat(emulator.webhooks()).hasSize(1);
        assertThat(emulator.webhooks().get(0).errorsCounter()).isZero();
        assertThat(Api.of(emulator).get("/chats").status()).isEqualTo(200);
    }
}

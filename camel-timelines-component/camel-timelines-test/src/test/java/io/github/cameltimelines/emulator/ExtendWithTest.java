package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TimelinesEmulatorExtension.class)
class ExtendWithTest {

    @Test
    void the_defaults_need_an_annotation_only(TimelinesEmulator emulator) {
        assertThat(emulator.customer("+34600111222").writes("hi").chatId()).isEqualTo(4711);
    }
}

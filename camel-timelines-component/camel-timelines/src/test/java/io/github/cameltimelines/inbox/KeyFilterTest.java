package io.github.cameltimelines.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

    private final Random random = new Random(7);

    @Test
    void no_key_that_was_added_is_denied() {
        KeyFilter filter = new KeyFilter(10_000);
        long[] keys = random.longs(10_000).toArray();

        LongStream.of(keys).forEach(filter::add);

        assertThat(LongStream.of(keys).allMatch(filter::mayContain)).isTrue();
        assertThat(filter.isFull()).isTrue();
    }

    @Test
    void few_keys_that_were_not_added_are_looked_up_in_vain() {
        KeyFilter filter = new KeyFilter(10_000);
        random.longs(10_000).forEach(filter::add);

        long inVain = random.longs(100_000).filter(filter::mayContain).count();

        assertThat(inVain).isLessThan(500); // about 50 are expected
    }
}

package io.github.cameltimelines.fanout;

import io.github.cameltimelines.outbox.ReadRows;
import org.junit.jupiter.api.Test;

/** What a look at the events that wait to be fanned out costs does not grow with their number. */
class FanOutPlanTest {

    @Test
    void a_look_reads_what_it_takes_and_not_all_that_waits() {
        ReadRows.assertFew(FanOutStore.READ, -1, 0, 0, -1);
    }
}

package io.github.cameltimelines.outbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a claim costs does not grow with the backlog that it is of. */
class ClaimPlanTest {

    private static final int QUEUE = 1;

    @Test
    void a_claim_reads_what_it_takes_and_not_all_that_is_free() {
        String sql = ClaimStore.FREE_ROWS + ClaimStore.IN_ORDER;
        ReadRows.assertFew(sql, QUEUE, Delivery.FREE, 0, QUEUE, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, -1})
    void a_refill_reads_what_it_takes_and_not_all_that_waits(long laneOrPool) {
        String sql = ClaimStore.WAITING_ROWS_ON_H2 + ClaimStore.IN_ORDER;
        ReadRows.assertFew(
                sql, QUEUE, Delivery.WAITING, laneOrPool, QUEUE, laneOrPool, Long.MAX_VALUE);
    }
}

package io.github.cameltimelines.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.model.Event;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** How much of the memory a subscription may have. */
class CrowdingTest {

    private static final int CAPACITY = 1_000;
    private static final long CAPACITY_BYTES = 100_000;

    private Memory memory;
    private Crowding crowding;
    private Channel channel;
    private long ids;

    @BeforeTry
    void nothing_is_held() {
        memory = new Memory(CAPACITY, CAPACITY_BYTES);
        crowding = new Crowding(true, memory, new QueueBacklog());
        channel = new Channel(1);
    }

    @Property
    void of_what_a_claim_may_bring_nothing_is_one_too_many(
            @ForAll @IntRange(max = 120) int held,
            @ForAll @IntRange(max = 300) int heldByOthers,
            @ForAll @IntRange(min = 1, max = 400) int size) {
        Channel others = new Channel(2);
        for (int count = 0; count < heldByOthers; count++) {
            hold(others, size);
        }
        for (int count = 0; count < held; count++) {
            hold(channel, size);
        }

        Room room = crowding.claimMax(channel);
        long bytes = 0;
        for (int rows = 0; rows < room.rows() && bytes + size <= room.bytes(); rows++) {
            hold(channel, size);
            bytes += size;
            assertThat(crowding.isOneTooMany(channel)).isFalse();
        }
    }

    @Property
    void a_claim_is_for_a_good_part_of_its_share_or_not_made(
            @ForAll @IntRange(max = 300) int held, @ForAll @IntRange(min = 1, max = 400) int size) {
        for (int count = 0; count < held; count++) {
            hold(channel, size);
        }

        Room room = crowding.claimMax(channel);

        if (held == 0) {
            assertThat(room.isNone()).isFalse();
        }
        if (!room.isNone()) {
            assertThat(room.rows()).isGreaterThanOrEqualTo(CAPACITY / 9 / 10);
            assertThat(room.bytes()).isGreaterThanOrEqualTo(CAPACITY_BYTES / 9 / 10);
        }
    }

    private void hold(Channel of, int bytes) {
        long id = ++ids;
        Event event =
                new Event(
                        null,
                        "any",
                        "any",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        new byte[bytes]);
        memory.hold(new Delivery(id, id, of.subscriptionId, null, id, event, 0), of);
    }
}

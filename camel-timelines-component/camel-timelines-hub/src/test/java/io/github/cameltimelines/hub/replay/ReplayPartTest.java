package io.github.cameltimelines.hub.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.replay.ReplayPart.Candidate;
import io.github.cameltimelines.outbox.Resends.Again;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How much one part of a replay takes. */
class ReplayPartTest {

    private static final int MEGABYTE = 1 << 20;

    private static List<Candidate> many(int count, int bytes) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(place -> new Candidate(place, Again.anew(place, null, null), bytes))
                .toList();
    }

    @Test
    void a_part_ends_where_there_is_no_more_room_and_the_next_begins_there() {
        ReplayPart part = ReplayPart.of(0, many(10, 1), 100, 4);
        assertThat(part.again()).hasSize(4);
        assertThat(part.place()).isEqualTo(4);
        assertThat(ReplayPart.of(0, many(4, 1), 100, 4).place()).as("all of it").isEqualTo(100);
    }

    @Test
    void large_payloads_make_a_part_of_two_megabytes_and_one_that_is_larger_goes_alone() {
        ReplayPart part = ReplayPart.of(0, many(10, MEGABYTE), 100, 128);
        assertThat(part.again()).hasSize(2);
        assertThat(part.place()).isEqualTo(2);
        assertThat(ReplayPart.of(0, many(10, 3 * MEGABYTE), 100, 128).again()).hasSize(1);
    }

    @Test
    void what_is_passed_over_takes_no_room() {
        List<Candidate> none =
                LongStream.rangeClosed(1, 10)
                        .mapToObj(place -> new Candidate(place, null, MEGABYTE))
                        .toList();
        assertThat(ReplayPart.of(0, none, 10, 1)).isEqualTo(new ReplayPart(List.of(), 10, 10));
    }
}

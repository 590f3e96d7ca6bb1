package io.github.cameltimelines.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.registration.WebhookPlanner.Plan;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WebhookPlannerTest {

    private static final String NEW = "message:new";
    private static final String SENT = "message:sent:new";
    private static final String RECEIVED = "message:received:new";

    @Test
    void one_direction_needs_its_own_webhook() {
        assertThat(plan(Set.of(RECEIVED)).wanted()).containsExactly(RECEIVED);
    }

    @Test
    void what_a_hub_tells_of_itself_needs_no_webhook() {
        assertThat(Needs.of(Set.of("hub:webhook:failing"), Set.of())).isEqualTo(Needs.NONE);
        assertThat(Needs.of(Set.of("hub:webhook:failing", RECEIVED), Set.of()).named())
                .containsExactly(RECEIVED);
    }

    @Test
    void both_directions_need_message_new_alone() {
        assertThat(plan(Set.of(RECEIVED, SENT)).wanted()).containsExactly(NEW);
        assertThat(plan(Set.of(RECEIVED, NEW)).wanted()).containsExactly(NEW);
        assertThat(plan(Set.of(NEW)).wanted()).containsExactly(NEW);
    }

    @Test
    void what_is_registered_already_is_kept() {
        assertThat(plan(Set.of(RECEIVED), NEW).wanted()).containsExactly(NEW);
        assertThat(plan(Set.of(RECEIVED, SENT), RECEIVED).wanted())
                .containsExactlyInAnyOrder(RECEIVED, SENT);
        assertThat(plan(Set.of(NEW), RECEIVED, SENT).wanted())
                .containsExactlyInAnyOrder(RECEIVED, SENT);
        assertThat(plan(Set.of(NEW), RECEIVED, SENT).notCovered()).isEmpty();
    }

    @Test
    void chat_types_cannot_stand_in_for_each_other() {
        assertThat(plan(Set.of("chat:new", "chat:incoming:new")).wanted())
                .containsExactly("chat:new", "chat:incoming:new");
        assertThat(plan(Set.of("chat:incoming:new"), "chat:new").wanted())
                .containsExactly("chat:incoming:new");
    }

    @Test
    void a_wildcard_over_all_types_is_covered_down_to_missed_calls() {
        Plan plan = WebhookPlanner.plan(everything(), 10, Set.of(), Set.of(), 0);

        assertThat(plan.wanted())
                .containsExactly(
                        NEW,
                        "message:reaction",
                        "chat:new",
                        "chat:responsible:assigned",
                        "chat:responsible:unassigned",
                        "whatsapp:account:connected",
                        "whatsapp:account:disconnected",
                        "whatsapp:account:suspended",
                        "whatsapp:account:resumed",
                        "call:incoming:missed");
        assertThat(plan.notCovered())
                .hasSize(18)
                .startsWith("call:incoming:ended", "call:outgoing:ended", "waba:message:received")
                .doesNotContain(RECEIVED, SENT);
        assertThat(WebhookPlanner.plan(everything(), 0, Set.of(), Set.of(), 0).notCovered())
                .isEmpty();
    }

    @Test
    void named_types_come_before_those_of_a_wildcard() {
        Needs needs =
                new Needs(Set.of("waba:template:approved", "chat:renamed"), Set.of())
                        .plus(everything());

        Plan plan = WebhookPlanner.plan(needs, 3, Set.of(), Set.of(), 0);

        assertThat(plan.wanted()).containsExactly("waba:template:approved", "chat:renamed", NEW);
    }

    @Test
    void webhooks_of_others_count_against_the_limit_and_ours_do_not_count_twice() {
        Needs needs = new Needs(Set.of(RECEIVED, "chat:new", "message:reaction"), Set.of());

        Plan plan = WebhookPlanner.plan(needs, 10, Set.of("chat:new"), Set.of(), 8);

        assertThat(plan.wanted()).containsExactly(RECEIVED, "chat:new");
        assertThat(plan.notCovered()).containsExactly("message:reaction");
    }

    @Test
    void a_disabled_webhook_is_enabled_again_even_if_the_limit_is_reached() {
        Needs needs = new Needs(Set.of("chat:new"), Set.of());

        Plan plan = WebhookPlanner.plan(needs, 10, Set.of(), Set.of("chat:new"), 9);

        assertThat(plan.wanted()).containsExactly("chat:new");
    }

    @Test
    void if_message_new_does_not_fit_every_needed_direction_is_named() {
        Plan plan =
                WebhookPlanner.plan(
                        new Needs(Set.of(SENT, RECEIVED), Set.of()), 10, Set.of(), Set.of(), 10);

        assertThat(plan.wanted()).isEmpty();
        assertThat(plan.notCovered()).containsExactly(SENT, RECEIVED);
    }

    @Test
    void aliases_are_registered_under_the_name_of_today() {
        assertThat(plan(Set.of("chat:created", "chat:new")).wanted()).containsExactly("chat:new");
    }

    @Property
    void a_plan_covers_or_names_every_need_and_never_overlaps(
            @ForAll Set<EventType> named,
            @ForAll Set<EventType> wildcard,
            @ForAll Set<EventType> existing,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @IntRange(max = 10) int others) {
        Needs needs = Needs.of(names(named), wildcard);
        Set<String> there = names(existing);

        Plan plan = WebhookPlanner.plan(needs, limit, there, Set.of(), others);

        Set<String> needed = names(named);
        needed.addAll(names(wildcard));
        assertThat(needed)
                .allSatisfy(
                        type ->
                                assertThat(plan.notCovered().contains(type))
                                        .isNotEqualTo(
                                                WebhookPlanner.isCovered(type, plan.wanted())));
        Set<String> created = new HashSet<>(plan.wanted());
        created.removeAll(there);
        assertThat(created.isEmpty() || created.size() + there.size() + others <= limit).isTrue();
        assertThat(plan.wanted()).doesNotHaveDuplicates();
        if (plan.wanted().contains(NEW)) {
            assertThat(plan.wanted()).doesNotContain(SENT, RECEIVED);
        }
        assertThat(
                        WebhookPlanner.plan(needs, limit, union(there, created), Set.of(), others)
                                .wanted())
                .containsExactlyInAnyOrderElementsOf(plan.wanted());
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> both = new HashSet<>(first);
        both.addAll(second);
        return both;
    }

    private static Set<String> names(Set<EventType> types) {
        return types.stream()
                .map(EventType::wireName)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What the pattern {@code *} needs: no type that a broader one reports. */
    private static Needs everything() {
        EnumSet<EventType> all = EnumSet.allOf(EventType.class);
        all.removeIf(type -> type.broader() != type);
        return Needs.of(List.of(), all);
    }

    private static Plan plan(Set<String> named, String... ours) {
        return WebhookPlanner.plan(new Needs(named, Set.of()), 10, List.of(ours), Set.of(), 0);
    }
}

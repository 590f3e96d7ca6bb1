package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.registration.RegistrationState;
import io.github.cameltimelines.registration.RegistrationState.Registered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class TimelinesHealthCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void it_is_unknown_before_the_first_look() {
        assertThat(check(RegistrationState.NONE).getState()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void it_is_up_when_all_is_registered() {
        HealthCheck.Result result = check(state(false, null, false, Set.of(), Set.of()));

        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails()).containsEntry("webhooks.registered", 1);
    }

    @Test
    void it_is_down_when_the_token_is_refused() {
        HealthCheck.Result result =
                check(state(true, "GET /webhooks: 401", false, Set.of(), Set.of()));

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage())
                .hasValueSatisfying(m -> assertThat(m).contains("the option apiToken"));
        assertThat(result.getDetails()).containsEntry("webhooks.failure", "GET /webhooks: 401");
    }

    @Test
    void it_is_down_while_a_vanished_webhook_is_not_registered_again() {
        HealthCheck.Result result =
                check(state(false, null, false, Set.of("chat:new"), Set.of("chat:new")));

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage())
                .hasValue("Webhooks vanished and are not registered again: [chat:new]");
    }

    @Test
    void it_is_down_when_a_webhook_could_not_be_registered() {
        assertThat(check(state(false, null, false, Set.of("chat:new"), Set.of())).getState())
                .isEqualTo(State.DOWN);
    }

    @Test
    void it_is_down_when_the_errors_counter_rises() {
        HealthCheck.Result result = check(state(false, null, true, Set.of(), Set.of()));

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getDetails()).containsEntry("webhooks.errorsCounter.message:new", 3);
    }

    @Test
    void it_stays_up_when_timelines_cannot_be_reached_and_all_was_registered() {
        HealthCheck.Result result =
                check(state(false, "TimelinesAI could not be reached", false, Set.of(), Set.of()));

        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails())
                .containsEntry("webhooks.failure", "TimelinesAI could not be reached")
                .containsEntry("webhooks.notCovered", "waba:chat:closed")
                .containsEntry("webhooks.unneeded", "call:incoming:missed");
    }

    @Test
    void it_says_nothing_about_liveness() {
        assertThat(check("t", RegistrationState.NONE).isLiveness()).isFalse();
    }

    private static RegistrationState state(
            boolean tokenRefused,
            String failure,
            boolean rising,
            Set<String> missing,
            Set<String> vanished) {
        return new RegistrationState(
                NOW,
                NOW,
                tokenRefused,
                failure,
                0,
                List.of(new Registered(7, "message:new", true, 3, rising)),
                missing,
                vanished,
                Map.of(),
                List.of("waba:chat:closed"),
                List.of(),
                List.of("call:incoming:missed"));
    }

    private static TimelinesHealthCheck check(String id, RegistrationState state) {
        return new TimelinesHealthCheck(id, "the option apiToken", () -> state);
    }

    private static HealthCheck.Result check(RegistrationState state) {
        TimelinesHealthCheck check = check("timelines-webhooks", state);
        check.setCamelContext(new DefaultCamelContext());
        return check.call();
    }
}

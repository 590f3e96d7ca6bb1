package io.github.cameltimelines;

import io.github.cameltimelines.registration.RegistrationState;
import io.github.cameltimelines.registration.RegistrationState.Registered;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says whether TimelinesAI still calls us. DOWN when it refuses the token, when a webhook that we
 * need is not registered (it vanished, or could not be created), and when TimelinesAI counts more
 * and more failed calls to us. That TimelinesAI cannot be reached, or has no webhook left for some
 * types, is a detail: calls may come all the same. Details hold no URL, secret or token.
 *
 * <p>Not part of liveness: a restart helps against none of it. It does belong to readiness by
 * default; where readiness decides whether TimelinesAI's calls get through, exclude it, or a rising
 * error counter keeps rising.
 */
public class TimelinesHealthCheck extends AbstractHealthCheck {

    private final String tokenOption;
    private final Supplier<RegistrationState> registration;

    /**
     * @param id unique in the context, e.g. {@code timelines-webhooks}
     * @param tokenOption what the token is set by, as in {@code the option apiToken}
     * @param registration the state at the time of the check
     */
    public TimelinesHealthCheck(
            String id, String tokenOption, Supplier<RegistrationState> registration) {
        super("timelines", id);
        this.tokenOption = tokenOption;
        this.registration = registration;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        RegistrationState state = registration.get();
        if (state.lastRun() == null) {
            builder.message("Webhooks have not been checked yet").unknown();
            return;
        }
        addDetails(builder, state);
        if (state.tokenRefused()) {
            builder.message("TimelinesAI refuses the token: set " + tokenOption + " to a valid one")
                    .down();
        } else if (!state.vanished().isEmpty()) {
            builder.message("Webhooks vanished and are not registered again: " + state.vanished())
                    .down();
        } else if (!state.missing().isEmpty()) {
            builder.message("Webhooks are not registered: " + state.missing()).down();
        } else if (!state.failing().isEmpty()) {
            builder.message("TimelinesAI counts more and more failed calls to us").down();
        } else {
            builder.up();
        }
    }

    private static void addDetails(HealthCheckResultBuilder builder, RegistrationState state) {
        builder.detail("webhooks.lastRun", state.lastRun().toString());
        builder.detail("webhooks.registered", state.webhooks().size());
        if (state.lastSuccess() != null) {
            builder.detail("webhooks.lastSuccess", state.lastSuccess().toString());
        }
        if (state.failure() != null) {
            builder.detail("webhooks.failure", state.failure());
        }
        if (!state.notCovered().isEmpty()) {
            builder.detail("webhooks.notCovered", String.join(",", state.notCovered()));
        }
        if (!state.unneeded().isEmpty()) {
            builder.detail("webhooks.unneeded", String.join(",", state.unneeded()));
        }
        if (!state.refused().isEmpty()) {
            builder.detail("webhooks.refused", state.refused().toString());
        }
        for (Registered webhook : state.failing()) {
            builder.detail(
                    "webhooks.errorsCounter." + webhook.eventType(), webhook.errorsCounter());
        }
    }
}

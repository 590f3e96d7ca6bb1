package io.github.cameltimelines.hub.upstream;

import io.github.cameltimelines.TimelinesHealthCheck;
import io.github.cameltimelines.registration.RegistrationState;
import java.util.function.Supplier;

/**
 * Says whether TimelinesAI calls the hub. Not part of readiness: a hub that a load balancer takes
 * out for it would get none of the calls that still come.
 */
final class UpstreamHealthCheck extends TimelinesHealthCheck {

    static final String ID = "timelines-upstream";

    UpstreamHealthCheck(Supplier<RegistrationState> registration) {
        super(ID, "timelines.upstream.token", registration);
    }

    @Override
    public boolean isReadiness() {
        return false;
    }
}

package io.github.cameltimelines;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/** Shows our health checks in the context's registry, where it has one. */
final class HealthChecks {

    private HealthChecks() {}

    static void add(CamelContext context, HealthCheck check) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(check);
        }
    }

    static void remove(CamelContext context, HealthCheck check) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null && check != null) {
            registry.unregister(check);
        }
    }
}

package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.AddressGuard;
import org.apache.camel.builder.RouteBuilder;

/** Delivery over HTTP. */
public final class DeliveryRoutes extends RouteBuilder {

    private final TimelinesComponent component;
    private final AddressGuard guard;

    /**
     * @param guard says which addresses may be dialled
     */
    public DeliveryRoutes(TimelinesComponent component, AddressGuard guard) {
        this.component = component;
        this.guard = guard;
    }

    @Override
    public void configure() {
        GoneWebhooks gone =
                new GoneWebhooks(
                        component,
                        getContext()
                                .getExecutorServiceManager()
                                .newSingleThreadExecutor(this, "timelines-gone-webhooks"));
        from(new DeliveriesEndpoint(component))
                .routeId("timelines-deliver")
                .routeDescription("Posts each event that is due to the URL of its subscription")
                .errorHandler(noErrorHandler()) // what fails is tried again on its schedule
                .process(new PostAttempt(guard, gone));
    }
}

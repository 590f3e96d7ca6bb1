package io.github.cameltimelines.hub.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Route;
import org.apache.camel.util.URISupport;

/** A flow as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowView(
        String file,
        String state,
        boolean current,
        List<RouteView> routes,
        @JsonProperty("loaded_at") String loadedAt,
        @JsonProperty("events_in") long eventsIn,
        @JsonProperty("events_out") long eventsOut,
        @JsonProperty("events_failed") long eventsFailed,
        @JsonProperty("last_event_at") String lastEventAt,
        @JsonProperty("last_error") ErrorView lastError) {

    /** Without the options of where it begins, which may hold secrets. */
    record RouteView(String id, String from, String state) {
        static RouteView of(Flow flow, Route route) {
            return new RouteView(
                    route.getRouteId(),
                    URISupport.sanitizeUri(route.getEndpoint().getEndpointBaseUri()),
                    flow.status(route).name().toLowerCase(Locale.ROOT));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorView(
            String kind, String at, String file, Integer line, String route, String message) {
        static ErrorView of(FlowFault fault) {
            return fault == null
                    ? null
                    : new ErrorView(
                            fault.kind().name().toLowerCase(Locale.ROOT),
                            fault.at().toString(),
                            fault.file(),
                            fault.line(),
                            fault.route(),
                            fault.message());
        }
    }

    static FlowView of(Flow flow) {
        FlowCount count = flow.count();
        return new FlowView(
                flow.name(),
                flow.state().name().toLowerCase(Locale.ROOT),
                flow.isCurrent(),
                flow.routes().stream().map(route -> RouteView.of(flow, route)).toList(),
                text(flow.loadedAt()),
                count.in(),
                count.out(),
                count.failed(),
                text(count.lastIn()),
                ErrorView.of(flow.lastFault()));
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}

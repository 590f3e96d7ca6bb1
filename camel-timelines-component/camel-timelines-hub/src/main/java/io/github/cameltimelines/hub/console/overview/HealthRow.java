package io.github.cameltimelines.hub.console.overview;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * One of the things that the hub needs, as its health check sees it on this node.
 *
 * @param state {@code ok}, {@code bad}, {@code wait}, or nothing where it is not in use
 * @param word the state in a word
 * @param remark what to do, or to know; empty for nothing
 */
record HealthRow(String name, String state, String word, String remark) {

    private static final String LEDGER = "timelines-ledger";

    static List<HealthRow> all(CamelContext context, String component) {
        String ledger = component.equals("timelines") ? LEDGER : LEDGER + "-" + component;
        return Stream.of(
                        of(context, "Ledger", ledger, Optional.empty()),
                        of(context, "Disk", "timelines-disk", Optional.empty()),
                        of(
                                context,
                                "TimelinesAI",
                                "timelines-upstream",
                                Optional.of(
                                        "The hub registers its hook itself where timelines.upstream.token is"
                                                + " set. Until then give TimelinesAI the hook's URL.")),
                        of(context, "Alerts", "timelines-mail", Optional.empty()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<HealthRow> of(
            CamelContext context, String name, String id, Optional<String> otherwise) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        Optional<HealthCheck> check = registry == null ? Optional.empty() : registry.getCheck(id);
        return check.map(one -> of(name, one.call()))
                .or(() -> otherwise.map(text -> new HealthRow(name, "", "not in use", text)));
    }

    private static HealthRow of(String name, HealthCheck.Result result) {
        Map<String, Object> details = result.getDetails();
        if (Boolean.FALSE.equals(details.get("mail.configured"))) {
            return new HealthRow(
                    name,
                    "",
                    "in the log",
                    "To have owners written to, set timelines.mail.host and timelines.mail.from.");
        }
        String message = result.getMessage().orElse("");
        String failure =
                details.entrySet().stream()
                        .filter(detail -> detail.getKey().endsWith(".failure"))
                        .map(detail -> String.valueOf(detail.getValue()))
                        .findFirst()
                        .orElse("");
        String remark =
                message.isEmpty() || failure.isEmpty()
                        ? message + failure
                        : message + ": " + failure;
        return switch (result.getState()) {
            case UP -> new HealthRow(name, "ok", "well", remark);
            case DOWN -> new HealthRow(name, "bad", "down", remark);
            default -> new HealthRow(name, "wait", "not known yet", remark);
        };
    }
}

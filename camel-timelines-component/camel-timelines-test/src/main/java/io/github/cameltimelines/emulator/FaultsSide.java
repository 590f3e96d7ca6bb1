package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The fault switches over HTTP: {@code PUT} sets what is named and ends the rest. */
final class FaultsSide {

    private static final int MAX_COUNT = 1_000_000;
    private static final long MAX_DELAY_MS = 600_000;

    private final FaultBook book;
    private final Faults faults;

    FaultsSide(FaultBook book, Faults faults) {
        this.book = book;
        this.faults = faults;
    }

    void register(Routes routes) {
        routes.get("/faults", call -> Reply.ok(book.json()));
        routes.put("/faults", this::set);
        routes.delete(
                "/faults",
                call -> {
                    faults.clear();
                    return Reply.ok();
                });
    }

    /** Everything is read and checked first, so that a bad body changes nothing. */
    private Reply set(Call call) {
        Fields fields = call.fields();
        known(
                fields,
                Set.of(
                        "api",
                        "token_revoked",
                        "forget_webhooks",
                        "fail_sends",
                        "bump_errors_counters",
                        "webhooks"));
        List<Runnable> changes = new ArrayList<>();
        for (ApiFault fault : apiFaults(fields.json().path("api"))) {
            changes.add(() -> faults.api(fault));
        }
        if (fields.flag("token_revoked").orElse(false)) {
            changes.add(faults::revokeToken);
        }
        if (fields.flag("forget_webhooks").orElse(false)) {
            changes.add(faults::forgetWebhooks);
        }
        count(fields, "fail_sends").ifPresent(n -> changes.add(() -> faults.failSends(n)));
        count(fields, "bump_errors_counters")
                .ifPresent(n -> changes.add(() -> faults.bumpErrorsCounters(n)));
        fields.object("webhooks").ifPresent(webhooks -> webhookFaults(webhooks, changes));
        faults.clear();
        changes.forEach(Runnable::run);
        return Reply.ok(book.json());
    }

    /** A misspelt fault would be one that never comes. */
    private static void known(Fields fields, Set<String> names) {
        fields.json()
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!names.contains(name)) {
                                throw ApiProblem.field(
                                        name, "is not one of " + String.join(", ", sorted(names)));
                            }
                        });
    }

    private static Iterable<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private void webhookFaults(Fields fields, List<Runnable> changes) {
        known(fields, Set.of("lose", "duplicate", "reorder", "delay", "delay_ms"));
        count(fields, "lose").ifPresent(n -> changes.add(() -> faults.lose(n)));
        count(fields, "duplicate").ifPresent(n -> changes.add(() -> faults.duplicate(n)));
        count(fields, "reorder").ifPresent(n -> changes.add(() -> faults.reorder(n)));
        Duration by = duration(fields, "delay_ms", 1).orElse(Duration.ofSeconds(1));
        count(fields, "delay").ifPresent(n -> changes.add(() -> faults.delay(n, by)));
    }

    private static List<ApiFault> apiFaults(JsonNode array) {
        List<ApiFault> found = new ArrayList<>();
        if (array.isMissingNode() || array.isNull()) {
            return found;
        }
        if (!array.isArray()) {
            throw ApiProblem.field("api", "must be an array of objects");
        }
        for (JsonNode item : array) {
            if (!(item instanceof ObjectNode object)) {
                throw ApiProblem.field("api", "must be an array of objects");
            }
            found.add(apiFault(new Fields(object)));
        }
        return found;
    }

    private static ApiFault apiFault(Fields fields) {
        known(
                fields,
                Set.of(
                        "kind",
                        "status",
                        "body",
                        "delay_ms",
                        "retry_after_s",
                        "method",
                        "path",
                        "times",
                        "always",
                        "after_performing"));
        ApiFault fault = ofKind(fields);
        String method = fields.text("method", 16).orElse(null);
        String path = fields.text("path", 512).orElse(null);
        fault = fault.on(method, path);
        if (fields.flag("always").orElse(false)) {
            fault = fault.always();
        } else {
            fault = fault.times(count(fields, "times").orElse(1));
        }
        return fields.flag("after_performing").orElse(false) ? fault.afterPerforming() : fault;
    }

    private static ApiFault ofKind(Fields fields) {
        int status = status(fields);
        Optional<Duration> delay = duration(fields, "delay_ms", 1);
        Optional<Duration> retryAfter = duration(fields, "retry_after_s", 1000);
        return switch (fields.text("kind", 32).orElse("status").toLowerCase(Locale.ROOT)) {
            case "status" -> ApiFault.status(status);
            case "too_many_requests" ->
                    retryAfter.map(ApiFault::tooManyRequests).orElseGet(ApiFault::tooManyRequests);
            case "html" -> ApiFault.html(status);
            case "text" -> ApiFault.text(status, fields.text("body", 4096).orElse("Unavailable"));
            case "slow" -> ApiFault.slow(delay.orElse(Duration.ofSeconds(2)));
            case "close" -> ApiFault.close();
            default ->
                    throw ApiProblem.field(
                            "kind", "must be status, too_many_requests, html, text, slow or close");
        };
    }

    private static int status(Fields fields) {
        long status = fields.number("status").orElse(503L);
        if (status < 200 || status > 599) {
            throw ApiProblem.field("status", "must be 200 to 599");
        }
        return (int) status;
    }

    private static Optional<Integer> count(Fields fields, String name) {
        Optional<Long> value = fields.number(name);
        value.filter(n -> n < 0 || n > MAX_COUNT)
                .ifPresent(
                        n -> {
                            throw ApiProblem.field(name, "must be 0 to " + MAX_COUNT);
                        });
        return value.filter(n -> n > 0).map(Long::intValue);
    }

    private static Optional<Duration> duration(Fields fields, String name, long unitMs) {
        Optional<Long> value = fields.number(name);
        value.filter(n -> n < 0 || n > MAX_DELAY_MS / unitMs)
                .ifPresent(
                        n -> {
                            throw ApiProblem.field(name, "must be 0 to " + MAX_DELAY_MS / unitMs);
                        });
        return value.map(n -> Duration.ofMillis(n * unitMs));
    }
}

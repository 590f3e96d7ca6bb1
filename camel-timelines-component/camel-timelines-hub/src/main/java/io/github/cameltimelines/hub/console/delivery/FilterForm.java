package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.model.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fields above the list.
 *
 * @param typed what stands in them
 * @param webhooks to choose from; null where there are so many that the id is typed
 * @param types that are known
 */
record FilterForm(
        DeliveryFilter typed,
        List<Choice> webhooks,
        List<Choice> statuses,
        List<String> types,
        String webhookError,
        String statusError,
        String typeError,
        String chatError,
        String fromError,
        String toError) {

    private static final int CHOICES_MAX = 200;
    private static final List<String> TYPES =
            Arrays.stream(EventType.values()).map(EventType::wireName).toList();

    /** Whether the webhook is chosen from a list. */
    boolean isChosen() {
        return webhooks != null;
    }

    /** One of a list to choose from. */
    record Choice(String value, String text, boolean chosen) {}

    /**
     * @param problem what is wrong with what was typed; null for nothing
     */
    static FilterForm of(DeliveryFilter typed, Collection<Hook> hooks, ApiProblem problem) {
        return new FilterForm(
                typed,
                hooks.size() > CHOICES_MAX ? null : webhooks(typed.webhookId(), hooks),
                statuses(typed.status()),
                TYPES,
                error(problem, "webhook_id"),
                error(problem, "status"),
                error(problem, "event_type"),
                error(problem, "chat_id"),
                error(problem, "from"),
                error(problem, "to"));
    }

    private static List<Choice> webhooks(String typed, Collection<Hook> hooks) {
        List<Choice> choices = new ArrayList<>();
        for (Hook hook : hooks) {
            String id = Integer.toString(hook.id());
            String text = hook.id() + ": " + hook.eventType() + " to " + hook.url();
            choices.add(new Choice(id, text, id.equals(typed)));
        }
        return withTyped(typed, choices);
    }

    private static List<Choice> statuses(String typed) {
        List<Choice> choices = new ArrayList<>();
        for (String status : List.of("pending", "retrying", "given_up", "delivered")) {
            choices.add(new Choice(status, status.replace('_', ' '), status.equals(typed)));
        }
        return withTyped(typed, choices);
    }

    /** What was typed stays, though there is no such thing. */
    private static List<Choice> withTyped(String typed, List<Choice> choices) {
        if (!typed.isEmpty() && choices.stream().noneMatch(Choice::chosen)) {
            choices.add(new Choice(typed, typed, true));
        }
        return choices;
    }

    private static String error(ApiProblem problem, String field) {
        if (problem == null) {
            return null;
        }
        String errors =
                problem.errors().stream()
                        .filter(error -> error.fields().contains(field))
                        .map(ApiProblem.FieldError::msg)
                        .collect(Collectors.joining("; "));
        return errors.isEmpty() ? null : errors;
    }
}

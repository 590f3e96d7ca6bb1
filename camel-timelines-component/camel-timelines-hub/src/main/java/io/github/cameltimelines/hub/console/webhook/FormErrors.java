package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.ApiProblem.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a form.
 *
 * @param message that is about no field; null for none
 * @param fields those that are wrong
 */
record FormErrors(String message, List<FieldError> fields) {

    static final FormErrors NONE = new FormErrors(null, List.of());

    /** Leads from the top of the form to a field. */
    record Entry(String field, String text) {}

    static FormErrors of(ApiProblem problem) {
        return new FormErrors(
                problem.errors().isEmpty() ? problem.getMessage() : null, problem.errors());
    }

    boolean isAny() {
        return message != null || !fields.isEmpty();
    }

    /**
     * What is wrong with that field.
     *
     * @return null for nothing
     */
    String of(String field) {
        return fields.stream()
                .filter(error -> error.fields().contains(field))
                .map(FieldError::msg)
                .map(msg -> msg.replaceFirst("^retrySchedule ", ""))
                .findFirst()
                .orElse(null);
    }

    /** What is wrong with fields that the form does not have. */
    List<String> others(List<Field> known) {
        List<String> others = new ArrayList<>();
        for (FieldError error : fields) {
            if (known.stream().noneMatch(field -> error.fields().contains(field.name()))) {
                others.add(String.join(", ", error.fields()) + " " + error.msg());
            }
        }
        return others;
    }

    /** What is wrong with those that it has. */
    List<Entry> entries(List<Field> known) {
        return known.stream()
                .filter(field -> field.error() != null)
                .map(field -> new Entry(field.name(), field.label() + " " + field.error()))
                .toList();
    }
}

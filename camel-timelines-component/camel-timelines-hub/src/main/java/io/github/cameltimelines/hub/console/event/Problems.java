package io.github.cameltimelines.hub.console.event;

import io.github.cameltimelines.hub.api.ApiProblem;
import java.util.stream.Collectors;

/** What a call of the API found wrong, as one sentence. */
final class Problems {

    private Problems() {}

    static String text(ApiProblem problem) {
        return problem.errors().isEmpty()
                ? problem.getMessage()
                : problem.errors().stream()
                        .map(error -> String.join(", ", error.fields()) + ": " + error.msg())
                        .collect(Collectors.joining("; "));
    }
}

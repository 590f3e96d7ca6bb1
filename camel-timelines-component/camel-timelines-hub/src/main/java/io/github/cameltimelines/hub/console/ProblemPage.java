package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.jstach.jstache.JStache;
import java.util.List;
import org.apache.camel.Exchange;

/** Says what went wrong, and what to do. */
@JStache(path = "problem")
record ProblemPage(Frame frame, int status, String message, List<String> details) {

    static final ApiProblem LEDGER_DOWN =
            ApiProblem.of(
                    503,
                    "unavailable",
                    "The ledger does not answer. Nothing was changed; try again in a moment.");
    static final ApiProblem FAILED =
            ApiProblem.of(500, "internal_error", "The page failed at the hub: its log says why.");

    /**
     * @param visit null where it could not begin
     */
    static void show(Visit visit, Exchange exchange, ApiProblem problem) {
        if (visit == null) {
            Answers.html(exchange, problem.status(), out -> out.append(problem.getMessage()));
            return;
        }
        ProblemPage page =
                new ProblemPage(
                        visit.frame(title(problem.status())),
                        problem.status(),
                        problem.getMessage(),
                        problem.errors().stream()
                                .map(error -> String.join(", ", error.fields()) + " " + error.msg())
                                .toList());
        visit.show(problem.status(), out -> ProblemPageRenderer.of().execute(page, out));
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "Not found";
            case 503 -> "Not available";
            default -> "That did not work";
        };
    }
}

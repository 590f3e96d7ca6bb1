package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.api.Operation;
import io.github.cameltimelines.api.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference page says of every operation what the code does. */
class OperationsReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/operations.md");

    @ParameterizedTest
    @EnumSource
    void the_reference_page_has_the_row_of_the_operation(TimelinesOperation operation)
            throws Exception {
        assertThat(Files.readString(PAGE)).contains(row(operation));
    }

    private static String row(TimelinesOperation operation) {
        Operation<?> call = operation.call();
        String parameters =
                call.parameters().stream()
                        .map(p -> mark(p, call))
                        .collect(Collectors.joining(", "));
        return "| `%s` | `%s` | %s | %s | `%s` | %s |"
                .formatted(
                        operation.uriName(),
                        call,
                        parameters.isEmpty() ? "–" : parameters,
                        operation.bodyParameter().map(p -> "`" + p + "`").orElse("–"),
                        call.answerName(),
                        call.repeatable() ? "yes" : "**no**");
    }

    private static String mark(Parameter parameter, Operation<?> call) {
        if (parameter.required()) {
            return "**" + parameter.name() + "**";
        }
        return call.oneOf().contains(parameter.name())
                ? "*" + parameter.name() + "*"
                : parameter.name();
    }
}

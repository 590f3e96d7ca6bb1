package io.github.cameltimelines.hub.api;

import java.util.List;

/** What ends a call of the API with an error, as TimelinesAI's {@code ErrorResponse} has it. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * What is wrong with some fields.
     *
     * @param fields their names
     */
    public record FieldError(List<String> fields, String msg) {

        public static FieldError of(String field, String msg) {
            return new FieldError(List.of(field), msg);
        }
    }

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;

    private ApiProblem(int status, String code, String message, List<FieldError> errors) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = errors;
    }

    public static ApiProblem of(int status, String code, String message) {
        return new ApiProblem(status, code, message, List.of());
    }

    public static ApiProblem fields(List<FieldError> errors) {
        return new ApiProblem(400, "validation_error", "Validation failed", errors);
    }

    public static ApiProblem field(String field, String msg) {
        return fields(List.of(FieldError.of(field, msg)));
    }

    public static ApiProblem badRequest(String message) {
        return of(400, "validation_error", message);
    }

    public static ApiProblem notFound(String message) {
        return of(404, "not_found", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }
}

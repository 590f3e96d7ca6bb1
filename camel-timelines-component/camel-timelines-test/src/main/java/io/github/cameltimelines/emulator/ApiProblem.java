package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A request that cannot be served; becomes TimelinesAI's ErrorResponse (fact sheet §1.1). */
final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final List<String> fields;
    private final String fieldMessage;

    private ApiProblem(
            int status, String code, String message, List<String> fields, String fieldMessage) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.fields = fields;
        this.fieldMessage = fieldMessage;
    }

    static ApiProblem of(int status, String code, String message) {
        return new ApiProblem(status, code, message, List.of(), null);
    }

    /** A schema violation: 400 that names the field. */
    static ApiProblem field(String field, String message) {
        return new ApiProblem(
                400, "validation_error", "Validation failed", List.of(field), message);
    }

    /** A business rule: 400 without a list of fields. */
    static ApiProblem rule(String message) {
        return of(400, "validation_error", message);
    }

    static ApiProblem notFound(String message) {
        return of(404, "not_found", message);
    }

    int status() {
        return status;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("status", "error").put("message", getMessage()).put("error_code", code);
        if (!fields.isEmpty()) {
            ObjectNode error = json.putArray("errors").addObject();
            error.set("fields", Json.strings(fields));
            error.put("msg", fieldMessage);
        }
        return json;
    }
}

package io.github.cameltimelines.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.hub.api.ApiProblem.FieldError;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.model.TimelinesJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The envelopes that the API answers in. */
public final class ApiAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ApiAnswers.class);
    private static final ObjectMapper JSON = TimelinesJson.builder().build();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Ok(String status, Object data) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"status", "data", "has_more", "cursor"})
    private record Page(String status, List<?> data, boolean has_more, String cursor) {}

    @JsonPropertyOrder({"status", "message", "error_code", "errors"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Failed(
            String status, String message, String error_code, List<FieldError> errors) {}

    private ApiAnswers() {}

    /**
     * @param data null for none
     */
    public static void ok(Exchange exchange, Object data) {
        json(exchange, 200, new Ok("ok", data));
    }

    /** What was asked for is done later; the data tells how far it has come. */
    public static void accepted(Exchange exchange, Object data) {
        json(exchange, 202, new Ok("ok", data));
    }

    /**
     * A part of a list.
     *
     * @param next behind which the next part begins; null at the end
     */
    public static void page(Exchange exchange, List<?> items, Long next) {
        String cursor = next == null ? null : IdForm.CURSOR.format(next);
        json(exchange, 200, new Page("ok", items, next != null, cursor));
    }

    /** JSON that we did not write, byte by byte. */
    public static void raw(Exchange exchange, byte[] json) {
        Message answer = clean(exchange, 200);
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody(json);
    }

    public static void text(Exchange exchange, String text, String fileName) {
        Message answer = clean(exchange, 200);
        answer.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        answer.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        answer.setBody(text.getBytes(StandardCharsets.UTF_8));
    }

    public static void problem(Exchange exchange, ApiProblem problem) {
        json(
                exchange,
                problem.status(),
                new Failed("error", problem.getMessage(), problem.code(), problem.errors()));
        if (problem.status() == 401) {
            exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 503) {
            exchange.getMessage().setHeader("Retry-After", "5");
        }
    }

    private static void json(Exchange exchange, int status, Object answer) {
        try {
            byte[] body = JSON.writeValueAsBytes(answer);
            Message message = clean(exchange, status);
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(body);
        } catch (JsonProcessingException e) {
            LOG.error("An answer of the API cannot be written", e);
            clean(exchange, 500).setBody(null);
        }
    }

    /** Without what came with the call: Camel would send it back. */
    private static Message clean(Exchange exchange, int status) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        return answer;
    }
}

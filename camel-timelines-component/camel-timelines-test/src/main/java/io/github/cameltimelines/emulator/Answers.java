package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, among them those of calls that failed and of those that a fault hit. */
final class Answers {

    /** Where a fault waits that shows only after the call had its effect. */
    static final String FAULT = "timelines.fault";

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** The page in the vendor's colours that wrong paths get (fact sheet §1). */
    private static final String HTML_404 =
            "<!DOCTYPE html><html lang=\"en\"><head><title>Page not found | TimelinesAI</title>"
                    + "</head><body><h1>404</h1><p>TimelinesAI could not find this page.</p>"
                    + "</body></html>";

    private Answers() {}

    static void send(RoutingContext ctx, Reply reply) {
        ApiFault fault = ctx.get(FAULT);
        if (fault == null) {
            json(ctx, reply.status(), reply.body());
        } else {
            fault(ctx, fault);
        }
    }

    static void fault(RoutingContext ctx, ApiFault fault) {
        switch (fault.kind()) {
            case STATUS -> json(ctx, fault.status(), error(fault.status()));
            case TOO_MANY_REQUESTS -> tooManyRequests(ctx, fault);
            case HTML -> text(ctx, fault.status(), "text/html; charset=utf-8", fault.body());
            case TEXT -> text(ctx, fault.status(), "text/plain; charset=utf-8", fault.body());
            case CLOSE -> ctx.request().connection().close();
            case SLOW -> throw new IllegalStateException("A slow answer is not an answer");
        }
    }

    static void unauthorized(RoutingContext ctx) {
        text(ctx, 401, "text/plain; charset=utf-8", "Unauthorized");
    }

    static void htmlNotFound(RoutingContext ctx) {
        text(ctx, 404, "text/html; charset=utf-8", HTML_404);
    }

    static void text(RoutingContext ctx, int status, String type, String body) {
        ctx.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }

    /** The last resort of all paths: an ErrorResponse, never a stack trace. */
    static void failure(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            ctx.request().connection().close();
            return;
        }
        ApiProblem problem = problem(ctx);
        if (ctx.statusCode() == 413 && ctx.request().version() != HttpVersion.HTTP_2) {
            // What was not read would be taken for the next request.
            response.putHeader("Connection", "close");
        }
        json(ctx, problem.status(), problem.json());
    }

    private static ApiProblem problem(RoutingContext ctx) {
        Throwable cause = ctx.failure();
        if (cause instanceof ApiProblem problem) {
            return problem;
        }
        int status = cause instanceof HttpException http ? http.getStatusCode() : ctx.statusCode();
        if (status == 413) {
            return ApiProblem.of(413, "validation_error", "The request body is too large");
        }
        if (status >= 400 && status < 500 || cause instanceof IllegalArgumentException) {
            int code = status >= 400 && status < 500 ? status : 400;
            return ApiProblem.of(code, "validation_error", "Bad request");
        }
        LOG.warn("The emulator failed to answer {}", ctx.request().method(), cause);
        return ApiProblem.of(500, "internal_error", "Internal error");
    }

    private static void tooManyRequests(RoutingContext ctx, ApiFault fault) {
        if (fault.delay() != null) {
            long seconds = (fault.delay().toMillis() + 999) / 1000;
            ctx.response().putHeader("Retry-After", Long.toString(seconds));
        }
        json(
                ctx,
                fault.status(),
                Json.object()
                        .put("error", "Too Many Requests")
                        .put("message", "Rate limit exceeded. Please retry after a short delay."));
    }

    private static JsonNode error(int status) {
        String code =
                switch (status) {
                    case 401 -> "invalid_token";
                    case 403 -> "permission_denied";
                    case 404 -> "not_found";
                    case 405 -> "not_supported";
                    case 429 -> "rate_limit_exceeded";
                    default -> status < 500 ? "validation_error" : "internal_error";
                };
        return ApiProblem.of(status, code, "Fault switched on in the emulator").json();
    }

    static void json(RoutingContext ctx, int status, JsonNode body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Buffer.buffer(Json.bytes(body)));
    }
}

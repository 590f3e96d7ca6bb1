package io.github.cameltimelines.emulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** What every call of the API passes first: the log, the faults, the token, the slash. */
final class ApiGate {

    private final Vertx vertx;
    private final Workspace workspace;
    private final FaultBook faults;
    private final String base;

    ApiGate(Vertx vertx, Workspace workspace, FaultBook faults, String base) {
        this.vertx = vertx;
        this.workspace = workspace;
        this.faults = faults;
        this.base = base;
    }

    void handle(RoutingContext ctx) {
        String method = ctx.request().method().name();
        String path = ctx.normalizedPath().substring(base.length());
        Optional<ApiFault> met =
                workspace.read(
                        () -> {
                            workspace.log(new ApiRequest(method, path, workspace.times.now()));
                            return faults.take(method, path);
                        });
        if (met.isEmpty()) {
            admit(ctx);
            return;
        }
        ApiFault fault = met.get();
        if (fault.kind() == ApiFault.Kind.SLOW) {
            vertx.setTimer(Math.max(1, fault.delay().toMillis()), timer -> admit(ctx));
        } else if (fault.performs()) {
            ctx.put(Answers.FAULT, fault);
            admit(ctx);
        } else {
            Answers.fault(ctx, fault);
        }
    }

    private void admit(RoutingContext ctx) {
        if (ctx.response().closed()) {
            return;
        }
        if (!authorized(ctx.request().getHeader("Authorization"))) {
            Answers.unauthorized(ctx);
        } else if (ctx.request().path().endsWith("/")) {
            Answers.htmlNotFound(ctx);
        } else {
            ctx.next();
        }
    }

    private boolean authorized(String header) {
        boolean revoked = workspace.read(() -> faults.tokenRevoked);
        if (revoked || header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return false;
        }
        return MessageDigest.isEqual(
                header.substring(7).trim().getBytes(StandardCharsets.UTF_8),
                workspace.settings.token().getBytes(StandardCharsets.UTF_8));
    }
}

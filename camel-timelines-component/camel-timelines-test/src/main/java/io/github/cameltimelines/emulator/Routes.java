package io.github.cameltimelines.emulator;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/** Puts endpoints on a router: each runs with the workspace locked, on the caller's event loop. */
final class Routes {

    private final Router router;
    private final Workspace workspace;
    private final String base;
    private final Set<String> paths = new LinkedHashSet<>();

    Routes(Router router, Workspace workspace, String base) {
        this.router = router;
        this.workspace = workspace;
        this.base = base;
    }

    void get(String path, Endpoint endpoint) {
        add(HttpMethod.GET, path, endpoint);
    }

    void post(String path, Endpoint endpoint) {
        add(HttpMethod.POST, path, endpoint);
    }

    void put(String path, Endpoint endpoint) {
        add(HttpMethod.PUT, path, endpoint);
    }

    void patch(String path, Endpoint endpoint) {
        add(HttpMethod.PATCH, path, endpoint);
    }

    void delete(String path, Endpoint endpoint) {
        add(HttpMethod.DELETE, path, endpoint);
    }

    /** For what waits for the network; such an endpoint locks the workspace itself. */
    void postAsync(String path, Function<Call, Future<Reply>> endpoint) {
        paths.add(path);
        router.post(base + path)
                .handler(
                        ctx ->
                                endpoint.apply(new Call(ctx))
                                        .onSuccess(reply -> Answers.send(ctx, reply))
                                        .onFailure(ctx::fail));
    }

    /** Known paths answer 405 to other methods. Call once, after the last endpoint. */
    void end() {
        for (String path : paths) {
            router.route(base + path)
                    .handler(
                            ctx ->
                                    ctx.fail(
                                            ApiProblem.of(
                                                    405, "not_supported", "Method not allowed")));
        }
    }

    private void add(HttpMethod method, String path, Endpoint endpoint) {
        paths.add(path);
        router.route(method, base + path).handler(ctx -> serve(ctx, endpoint));
    }

    private void serve(RoutingContext ctx, Endpoint endpoint) {
        boolean reads = ctx.request().method() == HttpMethod.GET;
        Answers.send(
                ctx,
                reads
                        ? workspace.read(() -> endpoint.serve(new Call(ctx)))
                        : workspace.locked(() -> endpoint.serve(new Call(ctx))));
    }
}

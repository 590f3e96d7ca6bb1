package io.github.cameltimelines.emulator;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Puts the parts together and the emulator on a router, below a prefix. */
final class Mount implements AutoCloseable {

    static final int UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024;
    private static final int BODY_LIMIT_BYTES = 1024 * 1024;

    final Workspace workspace;
    final FaultBook book = new FaultBook();
    final TemporaryLinks links;
    final WebhookSender sender;
    final Events events;
    final SendQueue queue;
    final Conversations conversations;
    final SampleEvents samples;
    final Faults faults;
    private final Payloads payloads;
    private final WebhookCalls calls;
    private final Fetch fetch;
    private final Vertx vertx;
    private final Optional<Keeper> keeper;

    Mount(Settings settings, Vertx vertx) {
        this.vertx = vertx;
        this.workspace = new Workspace(settings);
        this.keeper =
                Optional.ofNullable(settings.dataFolder())
                        .map(folder -> new Keeper(workspace, new WorkspaceFile(folder)));
        this.links = new TemporaryLinks(workspace);
        this.calls = new WebhookCalls(vertx, settings.webhookTimeout());
        this.fetch = new Fetch(vertx);
        this.sender = new WebhookSender(vertx, workspace, book, calls);
        this.payloads = new Payloads(workspace, links);
        this.events = new Events(sender, payloads, new WabaPayloads(workspace, payloads));
        this.queue = new SendQueue(vertx, workspace, book);
        this.conversations = new Conversations(workspace, events, queue);
        this.samples = new SampleEvents(workspace);
        this.faults = new Faults(workspace, book);
        if (keeper.isPresent()) {
            workspace.run(queue::resume);
        }
    }

    void on(Router router, String prefix) {
        Router sub = Router.router(vertx);
        String api = "/integrations/api";
        sub.route(api + "/*").failureHandler(Answers::failure);
        sub.route().failureHandler(Answers::failure);
        sub.route().handler(bodies());
        sub.route(api + "/*").handler(new ApiGate(vertx, workspace, book, prefix + api)::handle);
        Routes routes = new Routes(sub, workspace, api);
        api(routes);
        routes.end();
        sub.route(api + "/*").handler(Answers::htmlNotFound);

        sub.route().handler(Mount::refuseOtherSites);
        Routes side = new Routes(sub, workspace, "");
        new CustomersSide(workspace, conversations, sender, samples).register(side);
        new FaultsSide(book, faults).register(side);
        side.end();
        sub.get("/downloads/:key").handler(this::download);
        new Page(this, prefix).register(sub);
        sub.route().handler(Answers::htmlNotFound);
        router.route(prefix + "/*").subRouter(sub);
    }

    private void api(Routes routes) {
        RestViews views = new RestViews(workspace, links);
        ChatsApi chats = new ChatsApi(workspace, views, conversations, events);
        chats.register(routes);
        new SendingApi(workspace, conversations, chats).register(routes);
        new MessagesApi(workspace, views, conversations).register(routes);
        new FilesApi(workspace, views, fetch).register(routes);
        new WorkspaceApi(workspace, payloads).register(routes);
        new TemplatesApi(workspace).register(routes);
        new WabaApi(workspace, views, conversations, chats).register(routes);
        new WebhooksApi(workspace).register(routes);
    }

    void reset(boolean keepWebhooks) {
        workspace.run(
                () -> {
                    book.clear();
                    queue.clear();
                    sender.clear();
                    links.clear();
                    workspace.reset(keepWebhooks);
                });
    }

    /** Its own body handlers: the router that it is mounted on may have none. */
    private static Handler<RoutingContext> bodies() {
        String folder =
                Path.of(System.getProperty("java.io.tmpdir"), "timelines-emulator").toString();
        BodyHandler plain = BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES);
        BodyHandler uploads =
                BodyHandler.create(folder)
                        .setBodyLimit(UPLOAD_LIMIT_BYTES)
                        .setDeleteUploadedFilesOnEnd(true);
        return ctx -> {
            String type = ctx.request().getHeader("Content-Type");
            boolean multipart =
                    type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
            (multipart ? uploads : plain).handle(ctx);
        };
    }

    /** The customers' side takes no token, so a browser must not bring other pages' calls. */
    private static void refuseOtherSites(RoutingContext ctx) {
        String site = ctx.request().getHeader("Sec-Fetch-Site");
        boolean reading = ctx.request().method().name().equals("GET");
        if (!reading && site != null && !site.equals("same-origin") && !site.equals("none")) {
            ctx.fail(ApiProblem.of(403, "permission_denied", "Not from other sites"));
        } else {
            ctx.next();
        }
    }

    private void download(RoutingContext ctx) {
        StoredFile file = workspace.read(() -> links.open(ctx.pathParam("key")).orElse(null));
        if (file == null) {
            Answers.text(ctx, 403, "text/plain; charset=utf-8", "Request has expired");
            return;
        }
        String name =
                URLEncoder.encode(file.upload().filename(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        ctx.response()
                .putHeader("Content-Type", file.upload().mimetype())
                .putHeader("Content-Disposition", "attachment; filename*=UTF-8''" + name)
                .putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(io.vertx.core.buffer.Buffer.buffer(file.upload().bytes()));
    }

    @Override
    public void close() {
        keeper.ifPresent(Keeper::close);
        reset(false);
        calls.close();
        fetch.close();
    }
}

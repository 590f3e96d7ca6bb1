package io.github.cameltimelines.emulator;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with one chat, seen from the customer's side. Works without JavaScript, too. */
final class Page {

    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String DEFAULT_PHONE = "+34600111222";
    private static final String DEFAULT_NAME = "Ana Lopez";

    private final Workspace workspace;
    private final Conversations conversations;
    private final String prefix;
    private final String template;

    Page(Workspace workspace, Conversations conversations, String prefix) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.prefix = prefix;
        this.template = resource("page.html");
    }

    void register(Router router) {
        router.get().handler(ctx -> here(ctx, this::show));
        router.post().handler(ctx -> here(ctx, this::say));
    }

    /** The prefix with and without a slash; a path route of a mounted router knows only one. */
    private void here(RoutingContext ctx, Handler<RoutingContext> handler) {
        String path = ctx.request().path();
        if (path.equals(prefix) || path.equals(prefix + "/")) {
            handler.handle(ctx);
        } else {
            ctx.next();
        }
    }

    private void show(RoutingContext ctx) {
        Call call = new Call(ctx);
        String given = call.query("phone").orElse(DEFAULT_PHONE);
        String phone = Phones.parse(given).orElse(given);
        String name = call.query("name").orElse(phone.equals(DEFAULT_PHONE) ? DEFAULT_NAME : "");
        String nonce = workspace.newUid();
        Map<String, String> slots = new HashMap<>();
        slots.put("nonce", nonce);
        slots.put("prefix", escape(prefix));
        slots.put("action", escape(prefix.isEmpty() ? "/" : prefix));
        slots.put("phone", escape(phone));
        slots.put("name", escape(name));
        slots.put("bubbles", workspace.read(() -> bubbles(phone)));
        ctx.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", policy(nonce))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .end(fill(slots));
    }

    /** The form's way without JavaScript. */
    private void say(RoutingContext ctx) {
        Call call = new Call(ctx);
        String phone =
                call.form("phone", 64)
                        .flatMap(Phones::parse)
                        .orElseThrow(() -> ApiProblem.field("phone", "must be a number in E.164"));
        String name = call.form("name", 256).orElse("");
        String text = call.form("text", 2000).orElse("");
        if (text.isBlank()) {
            throw ApiProblem.field("text", "is required");
        }
        workspace.run(() -> conversations.receive(phone, name, text, List.of(), false));
        String query = "?phone=" + encode(phone) + "&name=" + encode(name);
        ctx.response()
                .setStatusCode(303)
                .putHeader("Location", (prefix.isEmpty() ? "/" : prefix) + query)
                .end();
    }

    private String bubbles(String phone) {
        Optional<Chat> chat = conversations.chatOf(phone, false);
        StringBuilder html = new StringBuilder();
        chat.stream()
                .flatMap(c -> c.messages.stream())
                .filter(CustomersSide::visible)
                .forEach(message -> html.append(bubble(message)));
        return html.toString();
    }

    private static String bubble(Message message) {
        StringBuilder text = new StringBuilder(message.text == null ? "" : message.text);
        message.attachments.forEach(
                file -> text.append(" [").append(file.upload().filename()).append(']'));
        if (message.type.equals("whatsapp_call")) {
            text.append("Call: ").append(message.status);
        }
        return "<li class=\""
                + (message.fromMe ? "shop" : "me")
                + "\">"
                + escape(text.toString().trim())
                + "</li>";
    }

    private String fill(Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(
                        match -> Matcher.quoteReplacement(slots.getOrDefault(match.group(1), "")));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String policy(String nonce) {
        return "default-src 'none'; script-src 'nonce-%1$s'; style-src 'nonce-%1$s'; "
                        .formatted(nonce)
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.cameltimelines.emulator;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page with one chat, seen from the customer's side. Works without JavaScript, too. */
final class Page {

    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

    /** Pico has its icons as data in its styles. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'self'";

    /** Hours and minutes, of {@code 2024-01-08 10:35:18 +0200}. */
    private static final int TIME_BEGIN = 11;

    private static final int TIME_END = 16;
    private static final String DEFAULT_PHONE = "+34600111222";
    private static final String DEFAULT_NAME = "Ana Lopez";

    private final Workspace workspace;
    private final Conversations conversations;
    private final FaultBook book;
    private final Faults faults;
    private final String prefix;
    private final PageFiles files = new PageFiles();
    private final String template = PageFiles.text("page.html");

    Page(Mount emulator, String prefix) {
        this.workspace = emulator.workspace;
        this.conversations = emulator.conversations;
        this.book = emulator.book;
        this.faults = emulator.faults;
        this.prefix = prefix;
    }

    void register(Router router) {
        files.register(router);
        router.get().handler(ctx -> here(ctx, this::show));
        router.post().handler(ctx -> here(ctx, this::change));
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
        show(ctx, 200, phone, name, "", "");
    }

    private void show(
            RoutingContext ctx, int status, String phone, String name, String text, String note) {
        Map<String, String> slots = new HashMap<>();
        slots.put("assets", escape(prefix + files.folder()));
        slots.put("header", header());
        slots.put("action", escape(address()));
        slots.put("phone", escape(phone));
        slots.put("name", escape(name));
        slots.put("text", escape(text));
        slots.put("note", escape(note));
        slots.put("bubbles", workspace.read(() -> bubbles(phone)));
        slots.put("faults", waiting(workspace.read(() -> PageFaults.waiting(book.json()))));
        slots.put("outcome", outcome());
        slots.put("choices", PageFaults.buttons());
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .end(fill(slots));
    }

    /** What the form sends, with JavaScript and without: a message, or a fault to switch on. */
    private void change(RoutingContext ctx) {
        Call call = new Call(ctx);
        String given = call.form("phone", 64).orElse("");
        String name = call.form("name", 256).orElse("");
        String text = call.form("text", 2000).orElse("");
        Optional<String> phone = Phones.parse(given);
        Optional<String> fault = call.form("fault", 32);
        if (fault.isPresent()) {
            PageFaults.set(faults, fault.get());
        } else if (phone.isEmpty()) {
            show(ctx, 400, given, name, text, "The phone must be a number such as +34600111222.");
            return;
        } else if (text.isBlank()) {
            show(ctx, 400, given, name, text, "Write a message first.");
            return;
        } else {
            workspace.run(() -> conversations.receive(phone.get(), name, text, List.of(), false));
        }
        String query = "?phone=" + encode(phone.orElse(given)) + "&name=" + encode(name);
        ctx.response().setStatusCode(303).putHeader("Location", address() + query).end();
    }

    private String address() {
        return prefix.isEmpty() ? "/" : prefix;
    }

    /** As the console's, with the way back to it where there is one. */
    private String header() {
        List<Settings.Link> links = workspace.settings.links();
        String icon =
                "<img src=\"%sicon.svg\" alt=\"\" width=\"24\" height=\"24\"> "
                        .formatted(escape(prefix + files.folder()));
        if (links.isEmpty()) {
            return "  <span class=\"brand\">" + icon + "TimelinesAI emulator</span>";
        }
        StringBuilder html = new StringBuilder("  <a class=\"brand\" href=\"");
        html.append(escape(links.get(0).url())).append("\">").append(icon);
        html.append("Camel Timelines</a>\n  <nav aria-label=\"Console\">\n    <ul>\n");
        links.forEach(link -> html.append("      <li>").append(anchor(link)).append("</li>\n"));
        return html.append("      <li><a href=\"")
                .append(escape(address()))
                .append("\" aria-current=\"page\">Chat</a></li>\n    </ul>\n  </nav>")
                .toString();
    }

    private static String anchor(Settings.Link link) {
        return "<a href=\"" + escape(link.url()) + "\">" + escape(link.text()) + "</a>";
    }

    private String outcome() {
        Settings.Link outcome = workspace.settings.outcome();
        return outcome == null ? "" : " What comes of it: " + anchor(outcome) + ".";
    }

    private static String waiting(List<String> words) {
        return words.isEmpty()
                ? "<p>No fault waits.</p>"
                : words.stream()
                        .map(word -> "<p class=\"on\">" + escape(word) + "</p>")
                        .collect(Collectors.joining());
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

    private String bubble(Message message) {
        StringBuilder text = new StringBuilder(message.text == null ? "" : message.text);
        message.attachments.forEach(
                file -> text.append(" [").append(file.upload().filename()).append(']'));
        if (message.type.equals("whatsapp_call")) {
            text.append("Call: ").append(message.status);
        }
        message.reactionCounts().keySet().forEach(emoji -> text.append(' ').append(emoji));
        String time = workspace.times.format(message.timestamp);
        return "<li class=\"%s\"><span class=\"unseen\">%s: </span>%s<time>%s</time></li>"
                .formatted(
                        message.fromMe ? "shop" : "me",
                        message.fromMe ? "Shop" : "You",
                        escape(text.toString().trim()),
                        time.substring(TIME_BEGIN, TIME_END));
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

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

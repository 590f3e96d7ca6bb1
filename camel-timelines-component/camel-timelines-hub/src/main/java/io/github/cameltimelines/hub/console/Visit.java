package io.github.cameltimelines.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * One request of a browser: what it asks for, who asks, and the ways to answer. For one thread.
 *
 * <p>All links are relative: the console works below any path that a proxy or a servlet container
 * puts before it.
 */
public final class Visit {

    private static final JsonMapper JSON = TimelinesJson.builder().build();

    private final Console console;
    private final Exchange exchange;
    private final String path;
    private final Session session;
    private Matcher match;
    private Form form;

    Visit(Console console, Exchange exchange) {
        this.console = console;
        this.exchange = exchange;
        path = pathOf(exchange);
        Headers.requireUnmixed(exchange);
        session = Cookies.session(exchange, console).orElse(null);
    }

    private static String pathOf(Exchange exchange) {
        String path = CallPath.path(exchange);
        int begin = path.indexOf(HubPaths.CONSOLE);
        return begin < 0 ? path : path.substring(begin + HubPaths.CONSOLE.length());
    }

    // ---- what is asked for

    /** Below the console, with its slash; empty for the console without one. */
    String path() {
        return path;
    }

    String method() {
        return exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class);
    }

    void matched(Matcher matcher) {
        match = matcher;
    }

    /** What stands in the path for its so manieth parameter, from 0 on. */
    public String parameter(int number) {
        return match.group(number + 1);
    }

    /** The first of that name in the query; empty where there is none, or nothing in it. */
    public Optional<String> query(String name) {
        return CallPath.query(exchange, name).map(String::trim).filter(text -> !text.isEmpty());
    }

    /** Whether a part of a page is wanted, by htmx. */
    public boolean isPart() {
        return Headers.read(exchange, Headers.PART).filter("true"::equals).isPresent()
                && Headers.read(exchange, Headers.BOOSTED).filter("true"::equals).isEmpty();
    }

    /** The fields that were sent. */
    public Form form() {
        if (form == null) {
            form = Form.read(exchange);
        }
        return form;
    }

    // ---- who asks

    Exchange exchange() {
        return exchange;
    }

    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    /** Whose things are shown. */
    public int workspaceId() {
        return session.caller().workspace().id();
    }

    public CamelContext camel() {
        return console.context();
    }

    void requireSignedIn() {
        if (session == null) {
            throw new SignInNeeded();
        }
    }

    /**
     * @throws ApiProblem 403
     */
    void requireOwnForm() {
        if (!session.sent(form().text("csrf"))) {
            throw ApiProblem.of(
                    403,
                    "form_expired",
                    "This form was made before you signed in, or by another site. Nothing was changed:"
                            + " go back, reload the page and send it again.");
        }
    }

    // ---- the hub

    /**
     * Makes a call of the API for whoever is signed in.
     *
     * @param pathAndQuery as in a URL, e.g. {@code /hub/api/v1/deliveries?limit=50}
     * @return the whole answer: what was asked for is in {@code data}
     * @throws ApiProblem what the API answers with an error
     */
    public JsonNode get(String pathAndQuery) throws Exception {
        return json(call("GET", pathAndQuery, null));
    }

    /** The same, with a body or, where it is null, without one. */
    public JsonNode send(String method, String pathAndQuery, JsonNode body) throws Exception {
        return json(call(method, pathAndQuery, body));
    }

    /** Answers with the file that a call of the API answers with. */
    public void download(String pathAndQuery) throws Exception {
        Message file = call("GET", pathAndQuery, null);
        Answers.file(
                exchange,
                file.getBody(byte[].class),
                file.getHeader(Exchange.CONTENT_TYPE, String.class),
                file.getHeader("Content-Disposition", String.class));
    }

    private Message call(String method, String pathAndQuery, JsonNode body) throws Exception {
        String[] parts = pathAndQuery.split("\\?", 2);
        return console.calls()
                .call(
                        console.context(),
                        session.caller(),
                        method,
                        parts[0],
                        parts.length < 2 ? null : parts[1],
                        body == null ? null : JSON.writeValueAsBytes(body));
    }

    private static JsonNode json(Message answer) throws IOException {
        byte[] body = answer.getBody(byte[].class);
        return JSON.readTree(body == null ? new byte[0] : body);
    }

    /** A value as it stands in a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * JSON as people read it; as it is, where it is none.
     *
     * @param json that others wrote
     */
    public static String pretty(String json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    // ---- the answer

    /** The way from here up to the console, as in {@code ../}. */
    public String root() {
        if (path.isEmpty()) {
            return "console/";
        }
        return "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
    }

    /** What stands around a page of that title. */
    public Frame frame(String title) {
        String root = root();
        String assets = root + "assets/" + console.assets().version() + "/";
        String notice = query("done").flatMap(Notice::of).map(Notice::text).orElse(null);
        if (session == null) {
            return new Frame(root, assets, title, List.of(), null, null, null, notice);
        }
        return new Frame(
                root,
                assets,
                title,
                links(root),
                session.caller().member(),
                session.caller().workspace().name(),
                session.csrf(),
                notice);
    }

    private List<Frame.Link> links(String root) {
        String first = path.replaceFirst("^/", "").split("/", 2)[0];
        String here = first.equals("replays") ? "deliveries" : first;
        List<Frame.Link> links = new ArrayList<>();
        for (Console.Section section : console.sections()) {
            String href = section.path().isEmpty() && root.isEmpty() ? "./" : root + section.path();
            links.add(new Frame.Link(href, section.text(), here.equals(section.path())));
        }
        if (console.chat() != null) {
            links.add(new Frame.Link(chat(root), "Chat", false));
        }
        return links;
    }

    /** A path is the site's, which may itself be below one that a proxy puts before it. */
    private String chat(String root) {
        if (!console.chat().startsWith("/")) {
            return console.chat();
        }
        String site = path.isEmpty() ? "./" : root + "../";
        return site + console.chat().substring(1);
    }

    public void show(Page page) {
        show(200, page);
    }

    public void show(int status, Page page) {
        Answers.html(exchange, status, page);
    }

    /**
     * Sends the browser to another page.
     *
     * @param to below the console, as in {@code webhooks}
     * @param done what that page says of it; null for nothing
     */
    public void goTo(String to, Notice done) {
        String url = root() + to;
        if (url.isEmpty()) {
            url = "./";
        }
        if (done != null) {
            url += (url.contains("?") ? "&" : "?") + "done=" + done.inUrl();
        }
        Answers.redirect(exchange, url);
    }

    /** Who is not signed in is asked to, and comes back to a page that can be asked for again. */
    void askToSignIn() {
        String next = method().equals("GET") && !isPart() ? path.replaceFirst("^/", "") : "";
        String to = root() + "sign-in" + (next.isEmpty() ? "" : "?next=" + encoded(next));
        if (isPart()) {
            Answers.html(exchange, 401, out -> {});
            exchange.getMessage().setHeader("HX-Redirect", to);
        } else {
            Answers.redirect(exchange, to);
        }
    }
}

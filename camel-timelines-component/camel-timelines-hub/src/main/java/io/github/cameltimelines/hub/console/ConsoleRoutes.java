package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The pages of one section of the console, behind one Camel route. What goes wrong is answered with
 * a page, too. Whoever asks is signed in, and what changes something comes from a form of ours,
 * before a page's own work begins.
 */
public abstract class ConsoleRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    /** Answers a visit, or throws an {@link ApiProblem}. */
    @FunctionalInterface
    public interface Work {
        void answer(Visit visit) throws Exception;
    }

    private record Known(String method, Pattern path, Work work) {}

    private final Console console;
    private final String section;
    private final String what;
    private final List<Known> known = new ArrayList<>();

    /**
     * @param section the first part of the paths; empty for the rest of the console
     * @param what the description of the route
     */
    protected ConsoleRoutes(Console console, String section, String what) {
        this.console = console;
        this.section = section;
        this.what = what;
    }

    /** Says which pages there are, by {@link #get} and {@link #post}. */
    protected abstract void pages();

    @Override
    public final void configure() {
        pages();
        PlatformHttpEndpoint endpoint =
                getContext()
                        .getEndpoint(
                                "platform-http:"
                                        + HubPaths.CONSOLE
                                        + (section.isEmpty() ? "" : "/" + section)
                                        + "?matchOnUriPrefix=true&httpMethodRestrict=GET,POST",
                                PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(headers());
        from(endpoint)
                .routeId("timelines-console" + (section.isEmpty() ? "" : "-" + section))
                .routeDescription(what)
                .process(this::serve);
    }

    /** As usual, but that a page says how long it may be kept. */
    private static HttpHeaderFilterStrategy headers() {
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        return headers;
    }

    /**
     * A page for whoever is signed in.
     *
     * @param path below the console, with its parameters in braces, as in {@code webhooks/{id}}
     */
    protected final void get(String path, Work work) {
        add("GET", path, signedIn(work));
    }

    /** What a form does for whoever is signed in; ends with {@link Visit#goTo}. */
    protected final void post(String path, Work work) {
        add(
                "POST",
                path,
                signedIn(
                        visit -> {
                            visit.requireOwnForm();
                            work.answer(visit);
                        }));
    }

    private static Work signedIn(Work work) {
        return visit -> {
            visit.requireSignedIn();
            work.answer(visit);
        };
    }

    /** For everybody. */
    final void add(String method, String path, Work work) {
        String regex = PARAMETER.matcher(path).replaceAll("([^/]+)");
        known.add(new Known(method, Pattern.compile("/?" + regex + "/?"), work));
    }

    private void serve(Exchange exchange) {
        Visit visit = null;
        try {
            visit = new Visit(console, exchange);
            requireOwnSite(visit);
            work(visit).answer(visit);
        } catch (SignInNeeded e) {
            visit.askToSignIn();
        } catch (ApiProblem problem) {
            ProblemPage.show(visit, exchange, problem);
        } catch (LedgerUnavailableException | DataAccessException e) {
            LOG.warn(
                    "A page of the console failed at the ledger: {}", e.getClass().getSimpleName());
            ProblemPage.show(visit, exchange, ProblemPage.LEDGER_DOWN);
            exchange.getMessage().setHeader("Retry-After", "5");
        } catch (Exception e) {
            LOG.error("A page of the console failed", e);
            ProblemPage.show(visit, exchange, ProblemPage.FAILED);
        }
    }

    /**
     * Before anybody is signed in a form has nothing secret to bring: another site could sign a
     * browser in with a token of its own.
     *
     * @throws ApiProblem 403
     */
    private static void requireOwnSite(Visit visit) {
        String site = Headers.read(visit.exchange(), Headers.SITE).orElse("same-origin");
        if (visit.method().equals("POST") && site.endsWith("-site")) {
            throw ApiProblem.of(
                    403, "permission_denied", "Another site sent this form. Nothing was changed.");
        }
    }

    private Work work(Visit visit) {
        boolean there = false;
        for (Known one : known) {
            Matcher matcher = one.path().matcher(visit.path());
            if (matcher.matches()) {
                there = true;
                if (one.method().equals(visit.method())) {
                    visit.matched(matcher);
                    return one.work();
                }
            }
        }
        throw there
                ? ApiProblem.of(405, "not_supported", "This page cannot be asked for that way.")
                : ApiProblem.notFound("There is no such page.");
    }
}

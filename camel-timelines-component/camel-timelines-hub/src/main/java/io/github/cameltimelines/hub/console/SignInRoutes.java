package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.workspace.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;

/** Signing in with a token of a workspace, signing out, and what needs nobody to be signed in. */
public final class SignInRoutes {

    private static final int TOKEN_MAX = 512;

    private final Console console;

    public SignInRoutes(Console console) {
        this.console = console;
    }

    /** Routes to be added before those of the pages. */
    public Iterable<RouteBuilder> routes() {
        return List.of(
                new ConsoleRoutes(console, "sign-in", "Signs a member in") {
                    @Override
                    protected void pages() {
                        add("GET", "sign-in", visit -> ask(visit, 200, null));
                        add("POST", "sign-in", SignInRoutes.this::signIn);
                    }
                },
                new ConsoleRoutes(console, "sign-out", "Signs a member out") {
                    @Override
                    protected void pages() {
                        post("sign-out", SignInRoutes.this::signOut);
                    }
                },
                new ConsoleRoutes(console, "assets", "Gives the styles and scripts") {
                    @Override
                    protected void pages() {
                        add("GET", "assets/{version}/{name}", SignInRoutes.this::asset);
                    }
                });
    }

    private void ask(Visit visit, int status, String error) {
        if (visit.session().isPresent() && error == null) {
            visit.goTo("", null);
            return;
        }
        String next =
                visit.method().equals("GET")
                        ? visit.query("next").orElse("")
                        : visit.form().text("next");
        SignInPage page = new SignInPage(visit.frame("Sign in"), safe(next), error);
        visit.show(status, out -> SignInPageRenderer.of().execute(page, out));
    }

    /** A path below the console, and nothing that a browser takes for another site. */
    private static String safe(String next) {
        return next.matches("[A-Za-z0-9_-][A-Za-z0-9_/-]{0,200}") && !next.contains("//")
                ? next
                : "";
    }

    private void signIn(Visit visit) {
        String place = Places.of(visit.exchange());
        Duration wait = console.guesses().wait(place);
        if (!wait.isZero()) {
            ask(
                    visit,
                    429,
                    "Too many wrong tokens. Try again in "
                            + (wait.toSeconds() < 60
                                    ? wait.toSeconds() + 1 + " s."
                                    : wait.toMinutes() + 1 + " min."));
            visit.exchange().getMessage().setHeader("Retry-After", wait.toSeconds() + 1);
            return;
        }
        String given = visit.form().text("token");
        if (given.isEmpty()) {
            ask(visit, 400, "Enter a token.");
            return;
        }
        if (console.callers().isAdmin(given)) {
            ask(
                    visit,
                    400,
                    "That is the admin token, which belongs to no workspace. Enter a token of a"
                            + " workspace: the admin token makes one with POST "
                            + HubPaths.HUB_API
                            + "/tokens.");
            return;
        }
        Optional<Token> token =
                given.length() > TOKEN_MAX ? Optional.empty() : console.callers().token(given);
        if (token.isEmpty()) {
            console.guesses().wrong(place);
            ask(visit, 401, "No workspace has that token. Is it whole, and not revoked?");
            return;
        }
        console.guesses().right(place);
        Cookies.set(visit.exchange(), console.sessions().begin(token.get()));
        visit.goTo(safe(visit.form().text("next")), null);
    }

    private void signOut(Visit visit) {
        visit.session().ifPresent(session -> console.sessions().end(session.secret()));
        Cookies.remove(visit.exchange());
        visit.goTo("sign-in", Notice.SIGNED_OUT);
    }

    private void asset(Visit visit) {
        Assets.Asset asset =
                console.assets()
                        .get(visit.parameter(1))
                        .orElseThrow(() -> ApiProblem.notFound("There is no such file."));
        Answers.asset(visit.exchange(), asset);
    }
}

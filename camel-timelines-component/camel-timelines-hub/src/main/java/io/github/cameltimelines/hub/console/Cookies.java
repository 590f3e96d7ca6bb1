package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.workspace.Sessions;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The cookie of a session: for this site's pages only ({@code SameSite=Lax}: a link in an e-mail
 * may lead in), for no script ({@code HttpOnly}), and for no plain connection where the browser
 * came by TLS. Without a path, which makes it the console's, wherever that is.
 */
final class Cookies {

    static final String SET = "Set-Cookie";

    private static final String NAME = "timelines_session";

    private Cookies() {}

    /** Who is signed in; empty for nobody, and where the token was revoked since. */
    static Optional<Session> session(Exchange exchange, Console console) {
        return secret(exchange)
                .flatMap(
                        secret ->
                                console.sessions()
                                        .use(secret)
                                        .flatMap(console.callers()::byTokenId)
                                        .map(caller -> new Session(caller, secret)));
    }

    static void set(Exchange exchange, String secret) {
        exchange.setProperty(
                SET, NAME + "=" + secret + attributes(exchange, Sessions.LIFETIME.toSeconds()));
    }

    static void remove(Exchange exchange) {
        exchange.setProperty(SET, NAME + "=" + attributes(exchange, 0));
    }

    private static String attributes(Exchange exchange, long seconds) {
        return "; Max-Age="
                + seconds
                + "; HttpOnly; SameSite=Lax"
                + (isTls(exchange) ? "; Secure" : "");
    }

    private static boolean isTls(Exchange exchange) {
        String url = exchange.getMessage().getHeader(Exchange.HTTP_URL, String.class);
        return (url != null && url.startsWith("https:"))
                || Headers.read(exchange, Headers.SCHEME).orElse("").startsWith("https");
    }

    private static Optional<String> secret(Exchange exchange) {
        return Headers.read(exchange, Headers.COOKIE).stream()
                .flatMap(cookies -> Arrays.stream(cookies.split(";")))
                .map(String::trim)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1))
                .filter(secret -> !secret.isEmpty())
                .findFirst();
    }
}

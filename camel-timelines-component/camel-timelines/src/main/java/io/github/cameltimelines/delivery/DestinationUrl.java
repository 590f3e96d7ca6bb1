package io.github.cameltimelines.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL of a destination, taken apart.
 *
 * @param tls whether it is https
 * @param target path and query, as they stand in the request line
 */
record DestinationUrl(boolean tls, HostName host, int port, String target) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LENGTH_MAX = 4096; // as long as the ledger's column

    /**
     * @throws IllegalArgumentException saying why nothing can be delivered there; without the URL,
     *     which may hold a token
     */
    static DestinationUrl of(String url) {
        try {
            return of(new URI(url));
        } catch (URISyntaxException notAUrl) {
            throw new IllegalArgumentException("it is not a URL");
        }
    }

    static DestinationUrl of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("only http and https URLs are delivered to");
        }
        String authority = url.getRawAuthority();
        if (authority == null || authority.isEmpty()) {
            throw new IllegalArgumentException("the URL has no host");
        }
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the URL holds a user name or password; send an Authorization header instead");
        }
        String ascii = url.toASCIIString();
        if (ascii.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the URL is longer than " + LENGTH_MAX + " characters");
        }
        int colon = authority.lastIndexOf(':');
        if (colon < authority.lastIndexOf(']')) {
            colon = -1;
        }
        boolean tls = scheme.equals("https");
        HostName host = HostName.of(colon < 0 ? authority : authority.substring(0, colon));
        int port = port(colon < 0 ? "" : authority.substring(colon + 1), tls);
        return new DestinationUrl(tls, host, port, target(URI.create(ascii)));
    }

    private static int port(String text, boolean tls) {
        if (text.isEmpty()) {
            return tls ? HTTPS : HTTP;
        }
        if (text.length() > 5
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("the port is not a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static String target(URI url) {
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    /** Without path and query, which may hold a token. */
    @Override
    public String toString() {
        return scheme() + "://" + hostHeader();
    }

    /** The value of the header {@code Host}. */
    String hostHeader() {
        return port == (tls ? HTTPS : HTTP) ? host.inUrl() : host.inUrl() + ':' + port;
    }
}

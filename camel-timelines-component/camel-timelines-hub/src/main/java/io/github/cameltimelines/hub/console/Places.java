package io.github.cameltimelines.hub.console;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.apache.camel.Exchange;

/**
 * Where a browser calls from: its address, of IPv6 the network. Behind a proxy it is the proxy's:
 * what a caller says of itself in a header is not believed. Where the HTTP server does not tell,
 * all places are one.
 */
final class Places {

    /** How Vert.x tells it, as in {@code 127.0.0.1:41234}. */
    private static final String OF_VERTX = "CamelVertxPlatformHttpRemoteAddress";

    /** How the hub's adapters to other HTTP servers do, without a port. */
    private static final String REMOTE = "CamelTimelinesRemoteAddress";

    private static final int NETWORK_BYTES = 8;

    private Places() {}

    static String of(Exchange exchange) {
        String host = exchange.getMessage().getHeader(REMOTE, String.class);
        if (host == null) {
            host =
                    exchange.getMessage()
                            .getHeader(OF_VERTX, "", String.class)
                            .replaceFirst(":[0-9]+$", "")
                            .replaceAll("[\\[\\]]", "");
        }
        if (!host.contains(":")) {
            return host;
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            return InetAddress.getByName(host) instanceof Inet6Address
                    ? HexFormat.of().formatHex(address, 0, NETWORK_BYTES)
                    : host;
        } catch (UnknownHostException e) {
            return host;
        }
    }
}

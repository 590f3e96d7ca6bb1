package io.github.cameltimelines.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A receiver for a webhook of your own: prints what is posted to it. Needs nothing but a JDK:
 * {@code java Receiver.java 9000}.
 */
public final class Receiver {

    private Receiver() {}

    /** Listens on the port that is the argument, 9000 without one, until it is stopped. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? 9000 : Integer.parseInt(arguments[0]);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/",
                call -> {
                    byte[] body = call.getRequestBody().readAllBytes();
                    System.out.println(
                            call.getRequestHeaders().getFirst("webhook-id")
                                    + " "
                                    + new String(body, StandardCharsets.UTF_8));
                    call.sendResponseHeaders(204, -1);
                    call.close();
                });
        server.start();
        System.out.println("Listening on http://localhost:" + port + "/");
    }
}

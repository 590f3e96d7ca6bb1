package io.github.cameltimelines.zapier;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * What the flows need to be tried: a TimelinesAI, a mail server and a webhook; then the hub itself.
 */
public final class ZapierStyle {

    private ZapierStyle() {}

    /**
     * @param arguments the hub's jar, and the folder of the example
     */
    public static void main(String[] arguments) throws Exception {
        TimelinesEmulator.builder().port(8081).token("token-of-the-emulator").start();
        GreenMail mail = new GreenMail(new ServerSetup(3025, "localhost", "smtp"));
        mail.start();
        HttpServer webhook = HttpServer.create(new InetSocketAddress("localhost", 8082), 0);
        webhook.createContext(
                "/",
                call -> {
                    byte[] body = call.getRequestBody().readAllBytes();
                    System.out.println("Posted: " + new String(body, StandardCharsets.UTF_8));
                    call.sendResponseHeaders(200, -1);
                    call.close();
                });
        webhook.start();
        Process hub =
                new ProcessBuilder("java", "-jar", arguments[0])
                        .directory(new File(arguments[1]))
                        .inheritIO()
                        .start();
        while (hub.isAlive()) {
            if (mail.waitForIncomingEmail(1_000, 1)) {
                System.out.println("Mailed: " + mail.getReceivedMessages()[0].getSubject());
                mail.purgeEmailFromAllMailboxes();
            }
        }
        System.exit(hub.exitValue());
    }
}

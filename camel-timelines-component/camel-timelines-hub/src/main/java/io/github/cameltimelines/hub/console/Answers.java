package io.github.cameltimelines.hub.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the console sends back, with headers that leave nothing to be loaded from elsewhere. */
final class Answers {

    /** Pico has its icons as data in its styles. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final int TYPICAL = 32_768;

    private Answers() {}

    static void html(Exchange exchange, int status, Page page) {
        StringBuilder html = new StringBuilder(TYPICAL);
        try {
            page.writeTo(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Message answer = clean(exchange, status);
        answer.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        answer.setHeader("Cache-Control", "no-store");
        answer.setBody(html.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void redirect(Exchange exchange, String to) {
        Message answer = clean(exchange, 303);
        answer.setHeader("Location", to);
        answer.setHeader("Cache-Control", "no-store");
        answer.setBody(new byte[0]);
    }

    static void file(Exchange exchange, byte[] bytes, String type, String disposition) {
        Message answer = clean(exchange, 200);
        answer.setHeader(Exchange.CONTENT_TYPE, type);
        answer.setHeader("Cache-Control", "no-store");
        if (disposition != null) {
            answer.setHeader("Content-Disposition", disposition);
        }
        answer.setBody(bytes);
    }

    /** One that never changes under its name. */
    static void asset(Exchange exchange, Assets.Asset asset) {
        Message answer = clean(exchange, 200);
        answer.setHeader(Exchange.CONTENT_TYPE, asset.type());
        answer.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        answer.setBody(asset.bytes());
    }

    /** Without what came with the call: Camel would send it back. */
    private static Message clean(Exchange exchange, int status) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        if (exchange.getProperty(Cookies.SET) instanceof String cookie) {
            answer.setHeader(Cookies.SET, cookie);
        }
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        return answer;
    }
}

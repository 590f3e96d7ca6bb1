package io.github.cameltimelines.subscription;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a subscription that is delivered over HTTP: the same for the same event type and URL,
 * so that a workspace has one of them at the most. Not in it: the URL, which may hold a token.
 */
final class HttpName {

    private HttpName() {}

    static String of(String eventType, URI url) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((eventType + '\n' + url).getBytes(StandardCharsets.UTF_8));
            return "http:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}

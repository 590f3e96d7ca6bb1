package io.github.cameltimelines.hub.console;

import io.github.cameltimelines.hub.api.Caller;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody who is signed in.
 *
 * @param secret of the cookie
 */
record Session(Caller caller, String secret) {

    private static final String MAC = "HmacSHA256";

    /**
     * What a form must bring, so that no other site can send one: made of the secret, which that
     * site cannot read.
     */
    String csrf() {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    boolean sent(String csrf) {
        return MessageDigest.isEqual(
                csrf.getBytes(StandardCharsets.UTF_8), csrf().getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Session[member=" + caller.member() + "]";
    }
}

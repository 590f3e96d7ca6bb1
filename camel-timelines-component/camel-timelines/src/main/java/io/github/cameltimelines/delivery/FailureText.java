package io.github.cameltimelines.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Names a failure in a few words. Not with the library's messages, which tell addresses that the
 * owner of a subscription has no business to know, or quote what the destination sent.
 */
final class FailureText {

    private static final int TLS_MAX = 200;

    private FailureText() {}

    static String of(Throwable failure) {
        if (failure instanceof ForbiddenAddressException) {
            return failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "the name does not resolve";
        }
        if (failure instanceof SSLException) {
            // It may quote the certificate, which may say anything.
            String message =
                    String.valueOf(failure.getMessage())
                            .replaceAll("\\p{Cntrl}", " ")
                            .replaceFirst("^\\([a-z_]+\\) ", ""); // the alert, from Java 25 on
            return "TLS: " + message.substring(0, Math.min(message.length(), TLS_MAX));
        }
        if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
            return "no connection in time";
        }
        if (failure instanceof ConnectException && says(failure, "refused")) {
            return "the connection was refused";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "the host cannot be reached";
        }
        if (failure instanceof MessageConstraintException) {
            return "the head of the answer is too large";
        }
        if (failure instanceof HttpException || failure instanceof MalformedChunkCodingException) {
            return "the answer is not HTTP";
        }
        if (failure instanceof IOException) { // of a socket, with the system's words
            return says(failure, "reset")
                    ? "the connection was reset"
                    : "the connection was closed";
        }
        return failure.getClass().getSimpleName();
    }

    private static boolean says(Throwable failure, String word) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(word);
    }
}

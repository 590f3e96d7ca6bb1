package io.github.cameltimelines.hub.alert;

import java.nio.file.Path;

/**
 * The server that alerts are sent through.
 *
 * @param port of it; the usual one of {@code security}, if not set
 * @param username to sign in with; null for not at all
 * @param from the sender, as {@code hub@example.com} or {@code Hub <hub@example.com>}
 * @param certificates file with the certificates, as PEM, that are trusted instead of Java's; null
 *     for Java's
 */
public record MailSettings(
        String host,
        int port,
        String username,
        String password,
        String from,
        Security security,
        Path certificates) {

    /** How the connection is kept from others; the names are those of the setting. */
    public enum Security {
        /** Not at all: within a machine, or a network of one's own. */
        NONE(25),

        /** Encrypted before anything is said; a server that cannot do that is not used. */
        STARTTLS(587),

        /** Encrypted from the first byte. */
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }

        public int usualPort() {
            return usualPort;
        }
    }

    /** Without user, password and addresses. */
    @Override
    public String toString() {
        return "MailSettings[port=%d, security=%s]".formatted(port, security);
    }
}

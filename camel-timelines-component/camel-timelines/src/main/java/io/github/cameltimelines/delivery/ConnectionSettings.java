package io.github.cameltimelines.delivery;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * The connections to HTTP destinations, of all subscriptions together.
 *
 * @param perHost at once to one host and port, default 64, which should be above what is in flight
 *     to a host at most: an attempt that has to wait for a connection waits on its own time
 * @param total at once, default 2,048; each is an open file of the process
 * @param idle how long an unused one is kept, default 30 s, or shorter if the destination says so;
 *     more than 1 s
 * @param lifetime after which one is not used again, default 5 min: a name that has moved to
 *     another address is found there by then
 * @param tls null, the default, for the JVM's trust store
 */
public record ConnectionSettings(
        int perHost, int total, Duration idle, Duration lifetime, SSLContext tls) {

    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(64, 2_048, Duration.ofSeconds(30), Duration.ofMinutes(5), null);

    public ConnectionSettings {
        if (perHost < 1 || total < perHost) {
            throw new IllegalArgumentException(
                    "perHost is " + perHost + " and total " + total + "; 1 <= perHost <= total");
        }
        if (idle.compareTo(Duration.ofSeconds(1)) <= 0) {
            throw new IllegalArgumentException("idle is " + idle + "; it must be more than 1 s");
        }
    }
}

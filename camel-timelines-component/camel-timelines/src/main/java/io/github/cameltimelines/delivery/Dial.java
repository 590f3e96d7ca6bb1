package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Opens one connection: looks the host up, checks its addresses, dials the very addresses that were
 * checked, one after the other. The client's connection manager comes here with a name that nobody
 * has looked up. Can be given up at any time, also in the TLS handshake.
 */
final class Dial implements ConnectionInitiator {

    private final HttpConnections connections;
    private final HostName host;
    private volatile boolean givenUp;
    private volatile Future<IOSession> connecting;
    private volatile IOSession session;

    Dial(HttpConnections connections, HostName host) {
        this.connections = connections;
        this.host = host;
    }

    @Override
    public Future<IOSession> connect(
            NamedEndpoint endpoint,
            SocketAddress unresolved,
            SocketAddress local,
            Timeout timeout,
            Object attachment,
            FutureCallback<IOSession> callback) {
        BasicFuture<IOSession> outcome = new BasicFuture<>(callback);
        connections
                .lookups()
                .addressesOf(host)
                .whenComplete(
                        (addresses, failure) -> {
                            if (failure == null) {
                                next(endpoint, addresses.iterator(), timeout, attachment, outcome);
                            } else {
                                outcome.failed(asException(failure));
                            }
                        });
        return outcome;
    }

    private static Exception asException(Throwable failure) {
        return failure instanceof Exception e ? e : new IllegalStateException(failure);
    }

    private void next(
            NamedEndpoint endpoint,
            Iterator<InetAddress> addresses,
            Timeout timeout,
            Object attachment,
            BasicFuture<IOSession> outcome) {
        if (givenUp) {
            outcome.cancel();
            return;
        }
        // All the time for the last address, or one that hangs would keep us from the others.
        InetAddress address = addresses.next();
        Timeout share = addresses.hasNext() ? timeout.divide(2).toTimeout() : timeout;
        FutureCallback<IOSession> answer =
                new FutureCallback<>() {
                    @Override
                    public void completed(IOSession connected) {
                        session = connected;
                        if (givenUp) {
                            connected.close(CloseMode.IMMEDIATE);
                            outcome.cancel();
                        } else {
                            outcome.completed(connected);
                        }
                    }

                    @Override
                    public void failed(Exception failure) {
                        if (addresses.hasNext()) {
                            next(endpoint, addresses, timeout, attachment, outcome);
                        } else {
                            outcome.failed(failure);
                        }
                    }

                    @Override
                    public void cancelled() {
                        outcome.cancel();
                    }
                };
        try {
            connecting =
                    connections
                            .reactor()
                            .connect(
                                    endpoint,
                                    new InetSocketAddress(address, endpoint.getPort()),
                                    null,
                                    share,
                                    attachment,
                                    answer);
        } catch (RuntimeException closed) {
            outcome.failed(closed);
        }
        if (givenUp) {
            giveUp();
        }
    }

    void giveUp() {
        givenUp = true;
        Future<IOSession> under = connecting;
        if (under != null) {
            under.cancel(true);
        }
        IOSession open = session;
        if (open != null) {
            open.close(CloseMode.IMMEDIATE);
        }
    }
}

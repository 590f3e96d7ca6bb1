package io.github.cameltimelines.delivery;

import java.net.SocketAddress;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/**
 * TLS 1.2 and 1.3 with the authorities of the JVM or those of the settings, made by the first
 * connection that needs it: to read the authorities is a twentieth of a start. If they cannot be
 * read, that attempt fails and says so, and the next one tries anew.
 */
final class FirstUseTls implements TlsStrategy {

    private final ConnectionSettings settings;
    private volatile TlsStrategy made;

    FirstUseTls(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public void upgrade(
            TransportSecurityLayer session,
            NamedEndpoint endpoint,
            Object attachment,
            Timeout handshake,
            FutureCallback<TransportSecurityLayer> callback) {
        made().upgrade(session, endpoint, attachment, handshake, callback);
    }

    @Override
    @Deprecated
    public boolean upgrade(
            TransportSecurityLayer session,
            HttpHost host,
            SocketAddress local,
            SocketAddress remote,
            Object attachment,
            Timeout handshake) {
        return made().upgrade(session, host, local, remote, attachment, handshake);
    }

    private TlsStrategy made() {
        if (made == null) {
            synchronized (this) {
                if (made == null) {
                    made = make();
                }
            }
        }
        return made;
    }

    private TlsStrategy make() {
        // BOTH, because HttpClient 5.5.1 makes its engine ready before it asks for JSSE's check of
        // the host: with the builder's default a certificate for any other host is accepted.
        ClientTlsStrategyBuilder tls =
                ClientTlsStrategyBuilder.create()
                        .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH);
        if (settings.tls() != null) {
            tls.setSslContext(settings.tls());
        }
        return tls.buildAsync();
    }
}

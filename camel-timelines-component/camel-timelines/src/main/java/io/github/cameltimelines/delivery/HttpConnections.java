package io.github.cameltimelines.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncRequesterBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncRequester;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Pool, event loops and lookups of the HTTP destination.
 *
 * <p>HttpClient 5's connection manager, TLS and event loops, and not the client on top of them:
 * redirects, cookies, authentication, retries, decompression, proxies of the environment and HTTP/2
 * are all what a delivery must not have, and without them an attempt can be given up in each of its
 * phases. HTTP/1.1 is all that is spoken. {@link DnsResolver} does nothing: who dials looks up.
 */
final class HttpConnections implements AutoCloseable {

    /** With {@link #LINE_MAX}, some 800 KB of head at the most. */
    private static final int HEADERS_MAX = 100;

    private static final int LINE_MAX = 8 * 1024;
    private static final int EVENT_LOOPS_MAX = 4;

    /** Up to that size head and body leave in one packet: what the output buffer has anyway. */
    private static final int TOGETHER_MAX = 8 * 1024;

    private static final DnsResolver NOT_HERE =
            new DnsResolver() {
                @Override
                public InetAddress[] resolve(String host) {
                    throw new UnsupportedOperationException("names are looked up when dialled");
                }

                @Override
                public String resolveCanonicalHostname(String host) {
                    return host;
                }

                @Override
                public List<InetSocketAddress> resolve(String host, int port) {
                    return List.of(InetSocketAddress.createUnresolved(host, port));
                }
            };

    private final HttpAsyncRequester reactor;
    private final PoolingAsyncClientConnectionManager pool;
    private final Lookups lookups;
    private final ConnectionSettings settings;

    HttpConnections(ConnectionSettings settings, AddressGuard guard) {
        this.settings = settings;
        lookups = new Lookups(guard);
        FirstUseTls tls = new FirstUseTls(settings);
        pool = pool(settings, tls);
        reactor =
                AsyncRequesterBootstrap.bootstrap()
                        .setIOReactorConfig(
                                IOReactorConfig.custom()
                                        .setIoThreadCount(
                                                Math.min(
                                                        EVENT_LOOPS_MAX,
                                                        Runtime.getRuntime().availableProcessors()))
                                        .setTcpNoDelay(true)
                                        .build())
                        .setHttp1Config(
                                Http1Config.custom()
                                        .setMaxHeaderCount(HEADERS_MAX)
                                        .setMaxLineLength(LINE_MAX)
                                        .setBufferSize(TOGETHER_MAX)
                                        .setChunkSizeHint(TOGETHER_MAX)
                                        .build())
                        .setTlsStrategy(tls) // it would make one
                        .setHttpProcessor(HttpProcessorBuilder.create().build())
                        .create();
        reactor.start();
    }

    private static PoolingAsyncClientConnectionManager pool(
            ConnectionSettings settings, FirstUseTls tls) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
                .setDnsResolver(NOT_HERE)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setConnectionTimeToLive(TimeValue.of(settings.lifetime()))
                .setMaxConnPerRoute(settings.perHost())
                .setMaxConnTotal(settings.total())
                .build();
    }

    AsyncClientConnectionManager pool() {
        return pool;
    }

    ConnectionInitiator reactor() {
        return reactor;
    }

    Lookups lookups() {
        return lookups;
    }

    /**
     * How long an unused connection is kept: a second less than both sides allow, so that it is not
     * used in the moment in which the other side closes it.
     */
    TimeValue keep(TimeValue destinations) {
        long ours = settings.idle().toMillis();
        long theirs = destinations == null ? ours : destinations.toMilliseconds();
        return TimeValue.ofMilliseconds(Math.max(1, Math.min(ours, theirs) - 1_000));
    }

    void closeExpired() {
        pool.closeExpired();
    }

    HttpDestination.Connections counts() {
        PoolStats stats = pool.getTotalStats();
        return new HttpDestination.Connections(
                stats.getLeased(), stats.getAvailable(), stats.getPending());
    }

    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
        lookups.close();
    }

    static Timeout timeout(long millis) {
        return Timeout.ofMilliseconds(Math.max(1, millis));
    }
}

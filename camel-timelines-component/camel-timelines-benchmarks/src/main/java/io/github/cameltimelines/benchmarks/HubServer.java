package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.hub.HubSettings;
import io.github.cameltimelines.hub.TimelinesHub;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.Subscription;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A hub in this JVM, that may deliver to loopback addresses. */
final class HubServer implements AutoCloseable {

    static final String EVENT_TYPE = "message:received:new";

    static final String TOKEN = "benchmark-token-0001";

    private static final String SECRET = "benchmark-secret-0001";
    private static final int WORKSPACE = 1;
    private static final long SETTLE_S = 300;

    final DefaultCamelContext context = new DefaultCamelContext();
    final int port;
    final TimelinesPipeline pipeline;

    /**
     * @param dataSource the ledger's; null for an embedded one in {@code folder}
     */
    HubServer(DataSource dataSource, Path folder) throws Exception {
        port = Server.freePort();
        VertxPlatformHttpServerConfiguration configuration =
                new VertxPlatformHttpServerConfiguration();
        configuration.setBindPort(port);
        configuration.setBindHost("127.0.0.1");
        context.addService(new VertxPlatformHttpServer(configuration));
        TimelinesComponent component = new TimelinesComponent(context);
        component.setDataSource(dataSource);
        component.setDataFolder(folder.toString());
        context.addComponent("timelines", component);
        Map<String, String> settings =
                Map.of(
                        "timelines.bootstrap.token", TOKEN,
                        "timelines.bootstrap.hook-secret", SECRET,
                        "timelines.allowed-destinations", "127.0.0.0/8");
        context.addRoutes(new TimelinesHub(HubSettings.of(settings::get)));
        context.start();
        pipeline = component.pipeline();
    }

    String hook() {
        return "/hooks/" + SECRET;
    }

    void addRoutes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    /** As the API makes it, but that it may have as much under way as the bare client has. */
    void subscribe(String eventType, URI url) {
        pipeline.subscriptions().save(subscription(eventType, url, BareClient.AT_ONCE));
    }

    /** As the API makes it. */
    static Subscription subscription(String eventType, URI url) {
        return subscription(eventType, url, HttpSettings.DEFAULT_CONCURRENCY);
    }

    private static Subscription subscription(String eventType, URI url, int concurrency) {
        HttpSettings like = HttpSettings.to(url);
        return Subscription.overHttp(
                        WORKSPACE,
                        eventType,
                        new HttpSettings(
                                url,
                                like.format(),
                                like.headers(),
                                like.secrets(),
                                like.timeout(),
                                like.retrySchedule(),
                                concurrency,
                                like.ratePerSecond()))
                .build();
    }

    void suspendDelivery() throws Exception {
        context.getRouteController().suspendRoute("timelines-deliver");
    }

    void resumeDelivery() throws Exception {
        context.getRouteController().resumeRoute("timelines-deliver");
    }

    /** Waits until the sink has as many, and the ledger knows. */
    void awaitSettled(Sink sink, long taken) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_S);
        while (sink.taken() < taken || pipeline.outbox().held() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The sink has %d of %d deliveries, %d are in memory"
                                .formatted(sink.taken(), taken, pipeline.outbox().held()));
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}

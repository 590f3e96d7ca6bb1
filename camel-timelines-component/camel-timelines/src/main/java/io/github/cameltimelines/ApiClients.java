package io.github.cameltimelines;

import io.github.cameltimelines.api.CamelHttpClient;
import io.github.cameltimelines.api.RetryRule;
import io.github.cameltimelines.api.TimelinesApi;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The API clients of a component: one for all endpoints with the same settings, so that {@code toD}
 * with a thousand chats makes a thousand endpoints and one pool of connections.
 */
final class ApiClients {

    /** What tells one client from another. */
    private record Settings(
            String token,
            String baseUrl,
            double rateLimit,
            int rateLimitBurst,
            int maxAttempts,
            long retryWait,
            long maxRetryWait,
            long connectTimeout,
            long responseTimeout,
            String httpComponent,
            HttpClientConfigurer httpClientConfigurer,
            SSLContextParameters sslContextParameters) {

        static Settings of(TimelinesConfiguration c) {
            return new Settings(
                    c.getApiToken(),
                    c.getBaseUrl(),
                    c.getRateLimit(),
                    c.getRateLimitBurst(),
                    c.getMaxAttempts(),
                    c.getRetryWait(),
                    c.getMaxRetryWait(),
                    c.getConnectTimeout(),
                    c.getResponseTimeout(),
                    c.getHttpComponent(),
                    c.getHttpClientConfigurer(),
                    c.getSslContextParameters());
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Settings[baseUrl=" + baseUrl + "]";
        }
    }

    private record Client(CamelHttpClient http, TimelinesApi api) {}

    private final TimelinesComponent component;
    private final Map<Settings, Client> clients = new HashMap<>();
    private ExecutorService workers;

    ApiClients(TimelinesComponent component) {
        this.component = component;
    }

    synchronized TimelinesApi of(TimelinesConfiguration configuration) {
        Settings settings = Settings.of(configuration);
        Client client = clients.get(settings);
        if (client == null) {
            client = open(settings);
            clients.put(settings, client);
        }
        return client.api;
    }

    private Client open(Settings s) {
        CamelHttpClient http = null;
        try {
            CamelContext context = component.getCamelContext();
            http =
                    CamelHttpClient.of(
                            context,
                            s.httpComponent,
                            s.baseUrl,
                            s.httpClientConfigurer,
                            s.sslContextParameters);
            http.start();
            TimelinesApi api =
                    TimelinesApi.builder(http.get(), s.token)
                            .baseUrl(s.baseUrl)
                            .rateLimit(s.rateLimit, s.rateLimitBurst)
                            .retry(
                                    new RetryRule(
                                            s.maxAttempts,
                                            Duration.ofMillis(s.retryWait),
                                            Duration.ofMillis(s.maxRetryWait)))
                            .connectTimeout(Duration.ofMillis(s.connectTimeout))
                            .responseTimeout(Duration.ofMillis(s.responseTimeout))
                            .workers(workers(context))
                            .build();
            return new Client(http, api);
        } catch (Exception unusable) {
            if (http != null) {
                http.stop();
            }
            throw RuntimeCamelException.wrapRuntimeException(unusable);
        }
    }

    private ExecutorService workers(CamelContext context) {
        if (workers == null) {
            // Unbounded queue: what waits in it are exchanges, which their consumers bound.
            workers =
                    context.getExecutorServiceManager()
                            .newThreadPool(
                                    component,
                                    "TimelinesCall",
                                    new ThreadPoolProfileBuilder("timelinesCall")
                                            .poolSize(component.getCallThreads())
                                            .maxPoolSize(component.getCallThreads())
                                            .maxQueueSize(-1)
                                            .build());
        }
        return workers;
    }

    synchronized void close() {
        clients.values().forEach(client -> client.http.stop());
        clients.clear();
        if (workers != null) {
            component.getCamelContext().getExecutorServiceManager().shutdownNow(workers);
            workers = null;
        }
    }
}

package io.github.cameltimelines.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The HTTP client of a Camel HTTP component, with all that is set there: proxy, TLS, pool,
 * timeouts. We take the client and not a producer, because an exchange has no way to say how far a
 * request got, and that decides whether a message may be sent again.
 *
 * <p>HttpClient's own retries are switched off: by default it repeats a POST that was answered 503,
 * which would send a message twice.
 */
public final class CamelHttpClient extends ServiceSupport {

    private final HttpEndpoint endpoint;

    private CamelHttpClient(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * @param component name of the HTTP component, e.g. one of the user's; null for {@code http} or
     *     {@code https} as the base URL has it
     * @param configurer null for the component's
     * @param tls null for the component's
     */
    public static CamelHttpClient of(
            CamelContext context,
            String component,
            String baseUrl,
            HttpClientConfigurer configurer,
            SSLContextParameters tls)
            throws Exception {
        String scheme = baseUrl.substring(0, Math.max(0, baseUrl.indexOf(':')));
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new TimelinesInvalidRequestException(
                    "The option baseUrl must begin with https:// or http://");
        }
        String name = component == null ? scheme : component;
        HttpComponent http = context.getComponent(name, HttpComponent.class);
        Map<String, Object> parameters = new HashMap<>();
        if (configurer != null) {
            parameters.put("httpClientConfigurer", configurer);
        }
        if (tls != null) {
            parameters.put("sslContextParameters", tls);
        }
        // Not through the context: our endpoint must not be one that a route shares.
        String uri = name.equals(scheme) ? baseUrl : name + ":" + baseUrl;
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(uri, parameters);
        endpoint.getClientBuilder().disableAutomaticRetries().disableCookieManagement();
        return new CamelHttpClient(endpoint);
    }

    public HttpClient get() {
        return endpoint.getHttpClient();
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(endpoint);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(endpoint);
    }
}

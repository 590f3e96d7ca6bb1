package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That what users set at Camel's HTTP component applies to our calls. */
class CamelHttpClientTest {

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());
    private final DefaultCamelContext context = new DefaultCamelContext();
    private String baseUrl;

    @BeforeEach
    void start() {
        server.start();
        context.start();
        baseUrl = "http://localhost:" + server.port() + "/integrations/api/";
        server.stubFor(any(anyUrl()).willReturn(okJson("{\"status\":\"ok\",\"data\":[]}")));
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop();
    }

    @Test
    void calls_go_through_the_http_component_that_the_user_names() throws Exception {
        HttpComponent mine = new HttpComponent();
        mine.setUserAgent("the shop's own");
        mine.setProxyHost("localhost");
        mine.setProxyPort(server.port());
        context.addComponent("myHttp", mine);

        listWebhooks(
                CamelHttpClient.of(context, "myHttp", "http://timelines.invalid/api", null, null),
                "http://timelines.invalid/api");

        var request = server.getAllServeEvents().get(0).getRequest();
        assertThat(request.getHeader("User-Agent")).isEqualTo("the shop's own");
        assertThat(request.getHeader("Host")).isEqualTo("timelines.invalid");
    }

    @Test
    void a_base_url_with_slashes_at_its_end_makes_no_double_slash() throws Exception {
        listWebhooks(CamelHttpClient.of(context, null, baseUrl, null, null), baseUrl + "/");

        assertThat(server.getAllServeEvents().get(0).getRequest().getUrl())
                .isEqualTo("/integrations/api/webhooks");
    }

    @Test
    void a_client_configurer_is_applied() throws Exception {
        HttpClientConfigurer configurer =
                builder ->
                        builder.addRequestInterceptorFirst((r, e, c) -> r.setHeader("X-Mine", "1"));

        listWebhooks(CamelHttpClient.of(context, null, baseUrl, configurer, null), baseUrl);

        assertThat(server.getAllServeEvents().get(0).getRequest().getHeader("X-Mine"))
                .isEqualTo("1");
    }

    @Test
    void tls_parameters_are_applied_and_without_them_an_unknown_certificate_is_refused()
            throws Exception {
        String https = "https://localhost:" + server.httpsPort() + "/api";
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("keystore"); // WireMock's own, with its well-known password
        store.setPassword("password");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);

        // WireMock's certificate is not made out for localhost; the component knows better.
        context.getComponent("https", HttpComponent.class)
                .setX509HostnameVerifier(NoopHostnameVerifier.INSTANCE);

        listWebhooks(CamelHttpClient.of(context, null, https, null, tls), https);

        assertThat(server.getAllServeEvents()).hasSize(1);
        assertThatThrownBy(
                        () ->
                                listWebhooks(
                                        CamelHttpClient.of(context, null, https, null, null),
                                        https))
                .isInstanceOf(TimelinesUnreachableException.class)
                .hasMessageContaining("in 1 tries")
                .hasMessageContaining("SSLHandshakeException");
    }

    @Test
    void the_client_never_repeats_a_post_by_itself() throws Exception {
        server.stubFor(any(anyUrl()).willReturn(status(503)));
        CamelHttpClient http = CamelHttpClient.of(context, null, baseUrl, null, null);
        http.start();
        HttpPost post = new HttpPost(baseUrl + "messages");
        post.setEntity(new StringEntity("{}"));

        int status = http.get().execute(post, response -> response.getCode());

        assertThat(status).isEqualTo(503);
        assertThat(server.getAllServeEvents()).hasSize(1);
    }

    @Test
    void a_base_url_that_is_none_is_refused_by_name() {
        assertThatThrownBy(() -> CamelHttpClient.of(context, null, "app.timelines.ai", null, null))
                .isInstanceOf(TimelinesInvalidRequestException.class)
                .hasMessageContaining("baseUrl");
    }

    private static void listWebhooks(CamelHttpClient http, String baseUrl) {
        http.start();
        TimelinesApi api = TimelinesApi.builder(http.get(), "t").baseUrl(baseUrl).build();
        assertThat(api.webhooks().list()).isEmpty();
    }
}

package io.github.cameltimelines;

import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.registration.OnStop;
import io.github.cameltimelines.registration.RegistrationSettings;
import io.github.cameltimelines.registration.WebhookPlanner;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of an endpoint, with the defaults that the component gives. */
@UriParams
@Configurer(extended = true)
public class TimelinesConfiguration implements Cloneable {

    public static final String DEFAULT_PATH = "/timelines/webhooks";

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Token of the workspace at TimelinesAI, from Integrations, Public " + "API.")
    private String apiToken;

    @UriParam(
            label = "advanced",
            defaultValue = TimelinesApi.DEFAULT_BASE_URL,
            description = "Base URL of TimelinesAI's API, or of what stands in for it.")
    private String baseUrl = TimelinesApi.DEFAULT_BASE_URL;

    @UriParam(
            label = "producer",
            defaultValue = "30",
            description =
                    "Calls per second that go out with one token, at the most; shared by "
                            + "all who use the token in this JVM, the strictest setting wins.")
    private double rateLimit = 30;

    @UriParam(
            label = "producer",
            defaultValue = "10",
            description = "Calls that may go out at once after a pause.")
    private int rateLimitBurst = 10;

    @UriParam(
            label = "producer",
            defaultValue = "6",
            description =
                    "Tries of a call in all, the first included. Sends are only tried "
                            + "again when nothing had been done: 429, or the connection was "
                            + "refused. 1 is no retry.")
    private int maxAttempts = 6;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1000",
            javaType = "java.time.Duration",
            description =
                    "Wait before the second try; it doubles each time, with 20 % jitter. "
                            + "TimelinesAI's Retry-After wins if it is longer.")
    private long retryWait = 1_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description =
                    "The longest wait between two tries. If TimelinesAI asks for a longer "
                            + "one, the call fails at once and says which.")
    private long maxRetryWait = 60_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description =
                    "How long connecting may take, if the HTTP component has no setting "
                            + "of its own.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description =
                    "How long to wait for (more of) an answer, if the HTTP component has "
                            + "no setting of its own.")
    private long responseTimeout = 30_000;

    @UriParam(
            label = "advanced",
            description =
                    "Name of the Camel HTTP component whose proxy, TLS, pool and timeouts "
                            + "calls use. Default is http or https, as the base URL has it.")
    private String httpComponent;

    @UriParam(
            label = "advanced",
            description =
                    "Configures the HTTP client of calls, in place of the HTTP "
                            + "component's own configurer.")
    private HttpClientConfigurer httpClientConfigurer;

    @UriParam(
            label = "security",
            description = "TLS settings of calls, in place of the HTTP component's.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "consumer",
            defaultValue = "STORED",
            description =
                    "When a webhook call is answered 200. STORED: once the event is in the ledger; the route"
                            + " runs after, with retries. PROCESSED: once the route has run; 500 if it failed, 503"
                            + " after 4 seconds; needs no ledger and TimelinesAI's three tries are the only ones.")
    private Ack ack = Ack.STORED;

    @UriParam(
            label = "consumer",
            defaultValue = "CHAT",
            enums = "CHAT,NONE,STRICT",
            description =
                    "CHAT: the events of one chat run one after the other, in the order they came in; different chats"
                            + " run side by side. NONE: all run side by side. STRICT: all run one after the other.")
    private Ordering ordering = Ordering.CHAT;

    @UriParam(
            label = "consumer",
            defaultValue = RetrySchedule.DEFAULT_FOR_ROUTES,
            description =
                    "Waits between the attempts when the route fails, e.g. 1s,5s,30s,2m,10m (units ms, s, m, h, d), or"
                            + " none. After the last one the delivery is given up and kept, and its chat goes on.")
    private String retrySchedule = RetrySchedule.DEFAULT_FOR_ROUTES;

    @UriParam(
            label = "consumer",
            description =
                    "The stable name under which events wait while the route is down. Default is the id that the"
                            + " route was given, or else its event types. Two consumers must not have the same.")
    private String subscriptionName;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How many events the route works on at once, at the most.")
    private int concurrentConsumers = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Drop the echoes of messages that were sent through the API (direction sent, origin Public API),"
                            + " so that a bot does not answer itself.")
    private boolean skipOwnMessages;

    @UriParam(
            label = "consumer",
            defaultValue = "AUTO",
            description =
                    "AUTO: register the webhooks that the consumers need with TimelinesAI, when there are an apiToken"
                            + " and a publicUrl, and keep them registered. NONE: do not.")
    private Registration registration = Registration.AUTO;

    @UriParam(
            label = "consumer",
            defaultValue = "KEEP",
            description =
                    "What becomes of the registration when the route stops. KEEP: nothing, so that no event is lost"
                            + " over a restart. DISABLE or DELETE it.")
    private OnStop onStop = OnStop.KEEP;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "How often to look whether the webhooks are still registered, because people delete them. 1 second"
                            + " or more.")
    private long registrationInterval = RegistrationSettings.DEFAULT_INTERVAL.toMillis();

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "10",
            description =
                    "How many webhooks the workspace may have at TimelinesAI, others' included; 0 is no limit.")
    private int webhookLimit = WebhookPlanner.DEFAULT_LIMIT;

    @UriParam(
            label = "consumer",
            description =
                    "The URL under which TimelinesAI reaches this application, e.g. https://bot.example.com; path and"
                            + " secret are appended.")
    private String publicUrl;

    @UriParam(
            label = "consumer",
            defaultValue = DEFAULT_PATH,
            description = "The path that TimelinesAI calls, to which the secret is appended.")
    private String path = DEFAULT_PATH;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description =
                    "The last segment of the URL that TimelinesAI calls: 16 characters or more, letters, digits and"
                            + " - _ . ~. TimelinesAI signs nothing, so that this is how its calls are known; others"
                            + " are answered 404. When there are an apiToken and a publicUrl and it is not set, one"
                            + " is made and kept in the ledger.")
    private String webhookSecret;

    /** Whether the webhooks that are needed are registered by us. */
    public enum Registration {
        AUTO,
        NONE
    }

    /** A copy for one endpoint. */
    public TimelinesConfiguration copy() {
        try {
            return (TimelinesConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getApiToken() {
        return apiToken;
    }

    public void setApiToken(String apiToken) {
        this.apiToken = apiToken;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public double getRateLimit() {
        return rateLimit;
    }

    public void setRateLimit(double rateLimit) {
        this.rateLimit = rateLimit;
    }

    public int getRateLimitBurst() {
        return rateLimitBurst;
    }

    public void setRateLimitBurst(int rateLimitBurst) {
        this.rateLimitBurst = rateLimitBurst;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public long getRetryWait() {
        return retryWait;
    }

    public void setRetryWait(long retryWait) {
        this.retryWait = retryWait;
    }

    public long getMaxRetryWait() {
        return maxRetryWait;
    }

    public void setMaxRetryWait(long maxRetryWait) {
        this.maxRetryWait = maxRetryWait;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public String getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(String httpComponent) {
        this.httpComponent = httpComponent;
    }

    public HttpClientConfigurer getHttpClientConfigurer() {
        return httpClientConfigurer;
    }

    public void setHttpClientConfigurer(HttpClientConfigurer httpClientConfigurer) {
        this.httpClientConfigurer = httpClientConfigurer;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Ack getAck() {
        return ack;
    }

    public void setAck(Ack ack) {
        this.ack = ack;
    }

    public Ordering getOrdering() {
        return ordering;
    }

    public void setOrdering(Ordering ordering) {
        this.ordering = ordering;
    }

    public String getRetrySchedule() {
        return retrySchedule;
    }

    public void setRetrySchedule(String retrySchedule) {
        this.retrySchedule = retrySchedule;
    }

    public String getSubscriptionName() {
        return subscriptionName;
    }

    public void setSubscriptionName(String subscriptionName) {
        this.subscriptionName = subscriptionName;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public boolean isSkipOwnMessages() {
        return skipOwnMessages;
    }

    public void setSkipOwnMessages(boolean skipOwnMessages) {
        this.skipOwnMessages = skipOwnMessages;
    }

    public Registration getRegistration() {
        return registration;
    }

    public void setRegistration(Registration registration) {
        this.registration = registration;
    }

    public OnStop getOnStop() {
        return onStop;
    }

    public void setOnStop(OnStop onStop) {
        this.onStop = onStop;
    }

    public long getRegistrationInterval() {
        return registrationInterval;
    }

    public void setRegistrationInterval(long registrationInterval) {
        this.registrationInterval = registrationInterval;
    }

    public int getWebhookLimit() {
        return webhookLimit;
    }

    public void setWebhookLimit(int webhookLimit) {
        this.webhookLimit = webhookLimit;
    }

    public String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public String getWebhookSecret() {
        return webhookSecret;
    }

    public void setWebhookSecret(String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }
}

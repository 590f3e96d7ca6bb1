package io.github.cameltimelines;

import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive WhatsApp events from, and send messages through, TimelinesAI, the WhatsApp shared inbox.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "timelines",
        title = "TimelinesAI",
        syntax = "timelines:name",
        category = {Category.CHAT, Category.SAAS},
        headersClass = TimelinesConstants.class)
public class TimelinesEndpoint extends DefaultEndpoint
        implements MultipleConsumersSupport, WebhookCapableEndpoint {

    @UriPath(
            description =
                    "Consumer: the event types to receive, as a comma list with wildcards, e.g. message:received:new or"
                            + " chat:* or *. Producer: the operation, e.g. sendMessage.")
    @Metadata(required = true)
    private String name;

    @UriParam private TimelinesConfiguration configuration;

    @UriParam private TimelinesParameters parameters = new TimelinesParameters();

    private WebhookConfiguration webhook;
    private boolean webhookRegistered;

    public TimelinesEndpoint(
            String uri, TimelinesComponent component, TimelinesConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public TimelinesComponent getComponent() {
        return (TimelinesComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new TimelinesProducer(this, TimelinesOperation.of(name));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        TimelinesConsumer consumer = new TimelinesConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Each is a subscription of its own. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    // ---- webhook:timelines:…

    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {
        webhook = webhookConfiguration;
        if (webhook.getWebhookPath() == null) {
            webhook.setWebhookPath(configuration.getPath());
        }
    }

    WebhookConfiguration webhookConfiguration() {
        return webhook;
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return new TimelinesWebhookHandler(this, next);
    }

    /**
     * None, so that camel-webhook opens no path, which it would close while the route is stopped.
     * The handler opens one that stays.
     */
    @Override
    public List<String> getWebhookMethods() {
        return List.of();
    }

    /** Registered is when the route has started; what the option registration says counts. */
    @Override
    public void registerWebhook() {
        webhookRegistered = true;
    }

    /** What the option onStop says counts, so that no event is lost over a restart. */
    @Override
    public void unregisterWebhook() {
        webhookRegistered = false;
    }

    /** The URL before the path that TimelinesAI calls; null where nothing is to be registered. */
    String registrationUrl() {
        String url = webhook.getWebhookExternalUrl();
        return webhookRegistered ? url == null ? configuration.getPublicUrl() : url : null;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public TimelinesConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TimelinesConfiguration configuration) {
        this.configuration = configuration;
    }

    public TimelinesParameters getParameters() {
        return parameters;
    }

    public void setParameters(TimelinesParameters parameters) {
        this.parameters = parameters;
    }
}

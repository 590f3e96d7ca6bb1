package io.github.cameltimelines;

class JettyWebhookStyleTest extends WebhookStyleContract {

    JettyWebhookStyleTest() {
        super(HookFixture.Server.JETTY, "jetty");
    }
}

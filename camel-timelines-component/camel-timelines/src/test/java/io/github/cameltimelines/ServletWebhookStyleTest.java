package io.github.cameltimelines;

class ServletWebhookStyleTest extends WebhookStyleContract {

    ServletWebhookStyleTest() {
        super(HookFixture.Server.SERVLET, "servlet");
    }
}

package io.github.cameltimelines;

class UndertowWebhookStyleTest extends WebhookStyleContract {

    UndertowWebhookStyleTest() {
        super(HookFixture.Server.UNDERTOW, "undertow");
    }
}

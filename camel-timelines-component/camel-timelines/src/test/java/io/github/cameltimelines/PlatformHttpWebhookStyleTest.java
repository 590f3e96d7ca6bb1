package io.github.cameltimelines;

class PlatformHttpWebhookStyleTest extends WebhookStyleContract {

    PlatformHttpWebhookStyleTest() {
        super(HookFixture.Server.PLATFORM_HTTP, "platform-http");
    }
}

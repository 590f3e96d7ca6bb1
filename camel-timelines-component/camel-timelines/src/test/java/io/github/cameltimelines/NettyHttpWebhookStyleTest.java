package io.github.cameltimelines;

class NettyHttpWebhookStyleTest extends WebhookStyleContract {

    NettyHttpWebhookStyleTest() {
        super(HookFixture.Server.NETTY_HTTP, "netty-http");
    }
}

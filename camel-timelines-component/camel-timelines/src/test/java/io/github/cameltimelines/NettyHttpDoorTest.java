package io.github.cameltimelines;

class NettyHttpDoorTest extends DoorContract {

    NettyHttpDoorTest() {
        super(new HookFixture(HookFixture.Server.NETTY_HTTP));
    }

    /** Netty itself answers it, without a body. */
    @Override
    String reasonForTooLarge() {
        return "";
    }
}

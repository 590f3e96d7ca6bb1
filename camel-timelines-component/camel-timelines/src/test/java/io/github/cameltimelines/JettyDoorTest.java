package io.github.cameltimelines;

class JettyDoorTest extends DoorContract {

    JettyDoorTest() {
        super(new HookFixture(HookFixture.Server.JETTY));
    }
}

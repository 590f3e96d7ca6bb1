package io.github.cameltimelines;

class JettyDoorTest extends DoorContract {

    JettyDoorTest() {
        super(HookFixture.Server.JETTY);
    }
}

package io.github.cameltimelines;

class ServletDoorTest extends DoorContract {

    ServletDoorTest() {
        super(HookFixture.Server.SERVLET);
    }
}

package io.github.cameltimelines;

class ServletDoorTest extends DoorContract {

    ServletDoorTest() {
        super(new HookFixture(HookFixture.Server.SERVLET));
    }
}

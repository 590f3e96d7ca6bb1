package io.github.cameltimelines;

class UndertowDoorTest extends DoorContract {

    UndertowDoorTest() {
        super(HookFixture.Server.UNDERTOW);
    }
}

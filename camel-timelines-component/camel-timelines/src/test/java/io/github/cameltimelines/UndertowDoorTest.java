package io.github.cameltimelines;

class UndertowDoorTest extends DoorContract {

    UndertowDoorTest() {
        super(new HookFixture(HookFixture.Server.UNDERTOW));
    }
}

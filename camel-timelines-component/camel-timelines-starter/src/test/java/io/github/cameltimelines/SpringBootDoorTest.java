package io.github.cameltimelines;

import io.github.cameltimelines.springboot.SpringHookedApplication;

class SpringBootDoorTest extends DoorContract {

    SpringBootDoorTest() {
        super(new SpringHookedApplication());
    }
}

package io.github.cameltimelines.autoreply;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** What differs here from the example's properties: TimelinesAI is emulated, the port is free. */
final class Overrides {

    private static final String TIMELINES = "camel.component.timelines.configuration.";

    private Overrides() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Options, each the prefix followed by {@code name=value}. */
    static List<String> of(TimelinesEmulator timelines, String prefix) throws IOException {
        int port = freePort();
        List<String> options = new ArrayList<>();
        options.add(prefix + "camel.server.port=" + port);
        options.add(prefix + TIMELINES + "baseUrl=" + timelines.baseUrl());
        options.add(prefix + TIMELINES + "apiToken=" + timelines.token());
        options.add(prefix + TIMELINES + "publicUrl=http://localhost:" + port);
        return options;
    }
}

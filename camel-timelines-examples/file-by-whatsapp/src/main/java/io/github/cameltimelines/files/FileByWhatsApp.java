package io.github.cameltimelines.files;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import org.apache.camel.main.Main;

/** Sends what is put into a folder: from a TimelinesAI of its own unless it is given a token. */
public final class FileByWhatsApp {

    private static final String OPTION = "camel.component.timelines.configuration.";

    private FileByWhatsApp() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        String token = System.getenv("TIMELINES_TOKEN");
        if (token == null) {
            TimelinesEmulator timelines = TimelinesEmulator.start();
            long chat = timelines.customer("+34600111222").named("Ana Lopez").writes("Hi").chatId();
            main.addOverrideProperty(OPTION + "baseUrl", timelines.baseUrl());
            main.addOverrideProperty("files.chat", String.valueOf(chat));
            token = timelines.token();
            System.out.printf("Put a file into files/outbox, see it at %s%n", timelines.url());
        }
        main.addOverrideProperty(OPTION + "apiToken", token);
        main.run(args);
    }
}

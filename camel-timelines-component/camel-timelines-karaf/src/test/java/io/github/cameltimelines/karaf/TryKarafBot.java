package io.github.cameltimelines.karaf;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.util.concurrent.CountDownLatch;

/** The bot in Karaf, to be tried by hand: {@code mvn -Pkaraf-demo}, see the example karaf-bot. */
final class TryKarafBot {

    private TryKarafBot() {}

    /** Runs until Ctrl-C. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("Unpacking and starting Apache Karaf, about half a minute.");
        TimelinesEmulator timelines = TimelinesEmulator.start();
        KarafContainer karaf = BotInKaraf.start();
        Runtime.getRuntime().addShutdownHook(new Thread(karaf::close, "end-karaf"));
        BotInKaraf.install(karaf, timelines, KarafContainer.freePort());
        System.out.printf(
                "%nThe bot runs in Karaf. Write to it as a customer: %s%nIts log: %s%nCtrl-C ends both.%n",
                timelines.url(), karaf.data().resolve("log/karaf.log").toAbsolutePath());
        new CountDownLatch(1).await();
    }
}

package io.github.cameltimelines.quickstart;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Says what runs and what to try, once the bot is registered with the hub, and the hub with
 * TimelinesAI.
 */
final class Welcome extends MainListenerSupport {

    private static final long LOOK_AGAIN_MS = 20;
    private static final int LOOKS = 500; // 10 s in all

    /** The bot's with the hub, and the hub's with TimelinesAI. */
    private static final Set<String> REGISTRATIONS =
            Set.of("timelines-webhooks", "timelines-upstream");

    private final QuickstartOptions options;
    private final PrintStream out;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "welcome");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final long began = System.nanoTime();
    private int looks;

    Welcome(QuickstartOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        timer.scheduleWithFixedDelay(
                () -> lookAt(context), 0, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        timer.shutdownNow();
        out.println("Stopping.");
    }

    private void lookAt(CamelContext context) {
        Collection<HealthCheck.Result> health = HealthCheckHelper.invoke(context, "full");
        boolean ready = health.stream().filter(Welcome::isRegistered).count() == 2;
        if (ready) {
            out.print(text());
        } else if (++looks >= LOOKS) {
            out.println(
                    "The webhooks of bot and hub are not registered: "
                            + health.stream()
                                    .flatMap(result -> result.getMessage().stream())
                                    .toList());
        }
        if (ready || looks >= LOOKS) {
            out.flush();
            timer.shutdown();
        }
    }

    private static boolean isRegistered(HealthCheck.Result result) {
        return REGISTRATIONS.contains(result.getCheck().getId())
                && result.getState() == HealthCheck.State.UP
                && result.getDetails().get("webhooks.registered") instanceof Integer registered
                && registered > 0;
    }

    private String text() {
        double took = (System.nanoTime() - began) / 1e9;
        return """

                Camel Timelines quickstart: ready after %3$s s.
                  The hub's console      %1$s/, sign in with %4$s
                  TimelinesAI, emulated  %1$s/emulator, a page to write on as a customer
                  The hub's API          %1$s/integrations/api/webhooks, called by TimelinesAI at /hooks
                  The bot                answers questions about hours and pricing (bot.camel.yaml), called by the hub
                  Ledgers and chats      %2$s
                In another terminal ask a question, see the answer in the chat, see the bot's webhook at the hub, add one of yours:
                  curl %1$s/emulator/customers/%%2B34600111222/messages -H 'Content-Type: application/json' -d '{"text":"What are your hours?"}'
                  curl %1$s/emulator/integrations/api/chats/4711/messages -H 'Authorization: Bearer demo-token'
                  curl %1$s/integrations/api/webhooks -H 'Authorization: Bearer %4$s'
                  curl %1$s/integrations/api/webhooks -H 'Authorization: Bearer %4$s' -H 'Content-Type: application/json' -d '{"event_type":"message:new","url":"http://localhost:9000/"}'
                Ctrl-C stops it. Started again, it goes on where it was.
                """
                .formatted(
                        options.url(),
                        options.data().toAbsolutePath().normalize(),
                        String.format(Locale.ROOT, "%.1f", took),
                        Demo.HUB_TOKEN);
    }
}

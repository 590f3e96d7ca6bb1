package io.github.cameltimelines.quickstart;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Says what runs and what to try, once the bot's webhook is registered. */
final class Welcome extends MainListenerSupport {

    private static final long LOOK_AGAIN_MS = 20;
    private static final int LOOKS = 500; // 10 s in all

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
        Collection<HealthCheck.Result> health = HealthCheckHelper.invokeReadiness(context, "full");
        boolean ready = health.stream().anyMatch(Welcome::isRegistered);
        if (ready) {
            out.print(text());
        } else if (++looks >= LOOKS) {
            out.println(
                    "The bot's webhook is not registered: "
                            + health.stream().map(HealthCheck.Result::getMessage).toList());
        }
        if (ready || looks >= LOOKS) {
            out.flush();
            timer.shutdown();
        }
    }

    private static boolean isRegistered(HealthCheck.Result result) {
        return result.getCheck().getId().equals("timelines-webhooks")
                && result.getState() == HealthCheck.State.UP
                && Integer.valueOf(1).equals(result.getDetails().get("webhooks.registered"));
    }

    private String text() {
        double took = (System.nanoTime() - began) / 1e9;
        return """

                Camel Timelines quickstart: ready after %3$s s.
                  Write as a customer    %1$s/emulator
                  TimelinesAI, emulated  %1$s/emulator/integrations/api (Bearer demo-token)
                  The bot                answers questions about hours and pricing (bot.camel.yaml)
                  Ledger and chats       %2$s
                Or in another terminal, first the question and then the chat with the answer:
                  curl %1$s/emulator/customers/%%2B34600111222/messages -H 'Content-Type: application/json' -d '{"text":"What are your hours?"}'
                  curl %1$s/emulator/integrations/api/chats/4711/messages -H 'Authorization: Bearer demo-token'
                Ctrl-C stops it. Started again, it goes on where it was.
                """
                .formatted(
                        options.url(),
                        options.data().toAbsolutePath().normalize(),
                        String.format(Locale.ROOT, "%.1f", took));
    }
}

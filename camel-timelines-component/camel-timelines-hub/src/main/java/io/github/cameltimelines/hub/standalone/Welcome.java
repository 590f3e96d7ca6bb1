package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.hub.HubSettings;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Says what runs and what to try. */
final class Welcome extends MainListenerSupport {

    private final HubSettings settings;
    private final PrintStream out;
    private final long began = System.nanoTime();

    Welcome(HubSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        out.print(text());
        out.flush();
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        out.println("Stopping.");
        out.flush();
    }

    private String text() {
        return """

                Camel Timelines hub: ready after %3$s s.
                %6$s  Webhooks API  %1$s/integrations/api/webhooks
                  Hook          %1$s/hooks/<secret>, %5$s
                  Health        %4$s/observe/health, and /observe/metrics
                  Ledger        %2$s
                Try it in another terminal, with the token that the first start showed:
                  curl -X POST "%1$s/integrations/api/webhooks" \\
                    -H "Authorization: Bearer YOUR_TOKEN" -H "Content-Type: application/json" \\
                    -d '{"event_type": "message:received:new", "url": "https://your-app.com/webhooks", "enabled": true}'
                Ctrl-C stops it. Started again, it goes on where it was.
                """
                .formatted(
                        settings.publicUrl(),
                        settings.database() == null
                                ? settings.data().toAbsolutePath().normalize()
                                : "the database of timelines.datasource.url",
                        String.format(Locale.ROOT, "%.1f", (System.nanoTime() - began) / 1e9),
                        settings.observePort() == null
                                ? settings.publicUrl()
                                : "http://localhost:" + settings.observePort(),
                        settings.upstream() == null
                                ? "the URL to give to TimelinesAI"
                                : "kept registered with TimelinesAI",
                        settings.console().enabled()
                                ? "  Console       "
                                        + settings.publicUrl()
                                        + "/, sign in with a token\n"
                                : "");
    }
}

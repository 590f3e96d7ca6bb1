package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.delivery.HttpDestination;
import java.time.Clock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** Posts an event to the URL of its subscription; no thread waits for the answer. */
final class PostAttempt extends AsyncProcessorSupport {

    private final AddressGuard guard;
    private final GoneWebhooks gone;
    private HttpDestination http;

    PostAttempt(AddressGuard guard, GoneWebhooks gone) {
        this.guard = guard;
        this.gone = gone;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Attempt attempt = exchange.getProperty(DeliveriesEndpoint.ATTEMPT, Attempt.class);
        http.deliver(
                attempt,
                answer -> {
                    exchange.setProperty(DeliveriesEndpoint.ANSWER, answer);
                    callback.done(false);
                    if (answer.isGone()) {
                        gone.answeredBy(attempt.subscription());
                    }
                });
        return false;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Clock clock = Clock.systemUTC();
        http =
                new HttpDestination(
                        subscription -> subscription.httpAt(clock.instant()), guard, clock);
    }

    @Override
    protected void doStop() throws Exception {
        http.close();
        super.doStop();
    }
}

package io.github.cameltimelines.hub.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.delivery.HttpDestination;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.SecretRotation;
import io.github.cameltimelines.subscription.Subscription;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;

/** Gives a webhook another secret; the one before signs on for some time. Thread-safe. */
final class SecretsApi {

    /** What stands behind the number in the path. */
    static final String ROTATE = "/secret/rotate";

    private static final int KEY_BYTES = 32;
    private static final int TEXT_MAX = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OwnWebhooks own;
    private final FiguresApi figures;
    private final Callers callers;
    private final Clock clock = Clock.systemUTC();

    SecretsApi(OwnWebhooks own, FiguresApi figures, Callers callers) {
        this.own = own;
        this.figures = figures;
        this.callers = callers;
    }

    /** The only answer that has the secret. */
    void rotate(Exchange exchange) {
        Caller caller = callers.require(exchange);
        int id = CallPath.idBefore(exchange, ROTATE);
        own.require(id, caller);
        SecretRotation rotation = read(ApiBody.objectIfAny(exchange));
        Subscription rotated = own.change(id, caller, webhook -> rotated(webhook, rotation));
        ApiAnswers.ok(exchange, figures.view(rotated).withSecret(rotation.secret()));
    }

    private Subscription rotated(Subscription webhook, SecretRotation rotation) {
        try {
            return rotation.applyTo(webhook, clock.instant());
        } catch (IllegalArgumentException e) {
            throw ApiProblem.field("secret", e.getMessage());
        }
    }

    private static SecretRotation read(ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        AtomicReference<String> secret = new AtomicReference<>();
        AtomicReference<Duration> overlap = new AtomicReference<>(SecretRotation.DEFAULT_OVERLAP);
        fields.text(
                "secret",
                TEXT_MAX,
                text -> {
                    HttpDestination.check(
                            HttpSettings.to(URI.create("http://localhost/"))
                                    .withSecrets(List.of(text)));
                    secret.set(text);
                });
        fields.text("overlap", TEXT_MAX, text -> overlap.set(overlap(text)));
        fields.finish();
        return new SecretRotation(secret.get() == null ? random() : secret.get(), overlap.get());
    }

    private static Duration overlap(String text) {
        List<Duration> one = RetrySchedule.parse(text).waits();
        if (one.size() != 1 || one.get(0).compareTo(SecretRotation.OVERLAP_MAX) > 0) {
            throw new IllegalArgumentException("must be a time from 0s to 7d, as in 24h");
        }
        return one.get(0);
    }

    private static String random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}

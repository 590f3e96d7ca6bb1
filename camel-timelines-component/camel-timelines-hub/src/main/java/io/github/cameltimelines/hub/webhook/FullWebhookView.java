package io.github.cameltimelines.hub.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.cameltimelines.log.Figures;
import io.github.cameltimelines.log.HourCount;
import io.github.cameltimelines.subscription.RetiringSecret;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A webhook with all that TimelinesAI's console shows of one: the fields of its API, the figures,
 * and who edited it. The figures stand here and not in the calls that TimelinesAI has too, whose
 * answers are the same to the letter.
 *
 * @param errorRate share of failures, from 0 to 1
 * @param previousSecretsUntil when the last secret that was replaced ends to sign; null for none
 * @param secret only in the answer to the call that rotated it
 * @param hours the last 24, the current one last; null in a list that was not asked for them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FullWebhookView(
        @JsonUnwrapped WebhookView webhook,
        String status,
        long activations,
        @JsonProperty("error_rate") double errorRate,
        @JsonProperty("last_response") LastResponse lastResponse,
        @JsonProperty("last_edited_by") String lastEditedBy,
        @JsonProperty("last_edited_at") String lastEditedAt,
        String secret,
        @JsonProperty("previous_secrets_until") String previousSecretsUntil,
        List<Hour> hours) {

    private static final double PARTS = 10_000;

    /** What the destination said to the latest attempt, or why it said nothing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LastResponse(String at, boolean delivered, Integer status, String error) {

        static LastResponse of(Figures.LastResponse last) {
            return last == null
                    ? null
                    : new LastResponse(
                            last.at().toString(), last.delivered(), last.status(), last.error());
        }
    }

    private record Hour(String from, int attempts, int failures) {
        static Hour of(HourCount hour) {
            return new Hour(hour.from().toString(), hour.attempts(), hour.failures());
        }
    }

    static FullWebhookView of(Subscription webhook, Figures figures, Instant now) {
        return new FullWebhookView(
                WebhookView.of(webhook, figures.errorsCounter()),
                webhook.enabled() ? "active" : "disabled",
                figures.activations(),
                Math.round(figures.errorRate() * PARTS) / PARTS,
                LastResponse.of(figures.last()),
                webhook.lastEditedBy(),
                webhook.updatedAt().toString(),
                null,
                webhook.retiring().stream()
                        .map(RetiringSecret::until)
                        .filter(now::isBefore)
                        .max(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(null),
                null);
    }

    int id() {
        return webhook.id();
    }

    FullWebhookView withHours(List<HourCount> counts) {
        return with(secret, counts.stream().map(Hour::of).toList());
    }

    FullWebhookView withSecret(String newSecret) {
        return with(newSecret, hours);
    }

    private FullWebhookView with(String newSecret, List<Hour> newHours) {
        return new FullWebhookView(
                webhook,
                status,
                activations,
                errorRate,
                lastResponse,
                lastEditedBy,
                lastEditedAt,
                newSecret,
                previousSecretsUntil,
                newHours);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "FullWebhookView[id=" + webhook.id() + "]";
    }
}

package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.LoggedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A notice as a mail in plain text. */
final class NoticeMail {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int SUBJECT_MAX = 200;

    private final String hubUrl;
    private final Instant now;

    /**
     * @param hubUrl where the hub is reached; null where that is not known
     */
    NoticeMail(String hubUrl, Instant now) {
        this.hubUrl = hubUrl == null ? "https://YOUR-HUB" : hubUrl;
        this.now = now;
    }

    static String subject(Notice notice) {
        String what = notice.webhookType() + " to " + notice.host();
        String name =
                notice.description() == null ? what : notice.description() + " (" + what + ")";
        return Masked.line(
                "Webhook %d %s: %s"
                        .formatted(
                                notice.webhook().id(),
                                notice.alert().recovered() ? "works again" : "is failing",
                                name),
                SUBJECT_MAX);
    }

    String text(Notice notice) {
        StringBuilder text = new StringBuilder();
        boolean recovered = notice.alert().recovered();
        text.append(
                "Webhook %d of the workspace \"%s\" %s.%n%n"
                        .formatted(
                                notice.webhook().id(),
                                Masked.line(notice.workspace().name(), SUBJECT_MAX),
                                recovered ? "works again" : "is failing"));
        row(text, "Description", notice.description());
        row(text, "Event type", notice.webhookType());
        row(text, "URL", notice.url());
        figures(text, notice);
        text.append(recovered ? "\n" : "\n" + advice(notice));
        text.append(
                "How it stands now:%n  curl \"%s\" -H \"Authorization: Bearer YOUR_TOKEN\"%n"
                        .formatted(call(notice)));
        if (!notice.webhook().enabled()) {
            text.append("It is disabled: new events are not kept for it.\n");
        }
        return text.toString().replace("\r\n", "\n");
    }

    private void figures(StringBuilder text, Notice notice) {
        Streak streak = notice.streak();
        boolean recovered = notice.alert().recovered();
        if (streak != null) {
            LoggedAttempt last = streak.last();
            row(
                    text,
                    recovered ? "Failed" : "Failing",
                    "since %s, %d attempts one after the other"
                            .formatted(
                                    TIME.format(streak.since()),
                                    Math.max(streak.failures(), notice.failures())));
            row(
                    text,
                    recovered ? "Last failure" : "Last answer",
                    TIME.format(last.at()) + ", " + answer(last, notice.error()));
            if (recovered && streak.end() != null) {
                row(text, "Recovered", TIME.format(streak.end().at()));
            }
        } else if (!recovered) {
            row(text, "Failing", notice.failures() + " attempts one after the other");
        }
        owed(text, notice.owed());
    }

    private static String answer(LoggedAttempt last, String error) {
        String status = last.status() == null ? null : "status " + last.status();
        if (error == null) {
            return status == null ? "no answer" : status;
        }
        return status == null || error.contains(String.valueOf(last.status()))
                ? error
                : status + ", " + error;
    }

    private void owed(StringBuilder text, DeliveryHistory.Owed owed) {
        if (owed == null) {
            return;
        }
        row(text, "Waiting", owed.waiting() + (owed.waiting() == 1 ? " delivery" : " deliveries"));
        if (owed.nextTry() != null) {
            row(
                    text,
                    "Next attempt",
                    owed.nextTry().isAfter(now)
                            ? TIME.format(owed.nextTry()) + ", " + in(owed.nextTry())
                            : "now");
        }
        if (owed.givenUp() > 0) {
            row(text, "Given up", owed.givenUp() + ", tried no more");
        }
    }

    /** Roughly, because the clock of the reader may be in another place of the world. */
    private String in(Instant time) {
        Duration wait = Duration.between(now, time).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        return wait.toMinutes() < 2
                ? "in " + wait.toSeconds() + " s"
                : wait.toHours() < 2
                        ? "in " + wait.toMinutes() + " min"
                        : "in " + wait.toHours() + " h";
    }

    private static void row(StringBuilder text, String name, String value) {
        if (value != null) {
            text.append("  %-14s%s%n".formatted(name, value));
        }
    }

    private String advice(Notice notice) {
        return """
                Events go on to be kept for it and are tried again on its schedule. The hub does not
                disable a webhook.

                What to do:
                - See to the receiver. It has to answer a POST with 2xx within %s s.
                - If it has moved, change the URL:
                %s
                - If it is gone, disable the webhook:
                %s

                While it fails you are written to once a day at most, and once when it works again.

                """
                .formatted(
                        seconds(notice.webhook().http().timeout()),
                        change(notice, "{\"url\": \"https://...\"}"),
                        change(notice, "{\"enabled\": false}"));
    }

    private String change(Notice notice, String body) {
        return """
                  curl -X PUT "%s" \\
                    -H "Authorization: Bearer YOUR_TOKEN" -H "Content-Type: application/json" \\
                    -d '%s'\
                """
                .formatted(call(notice), body)
                .indent(2)
                .stripTrailing();
    }

    private static String seconds(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return seconds == Math.rint(seconds)
                ? String.valueOf((long) seconds)
                : String.valueOf(seconds);
    }

    private String call(Notice notice) {
        return hubUrl + HubPaths.API + "/webhooks/" + notice.webhook().id();
    }
}

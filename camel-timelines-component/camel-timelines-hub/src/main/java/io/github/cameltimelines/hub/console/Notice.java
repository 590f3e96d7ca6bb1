package io.github.cameltimelines.hub.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a page says of what was done before it, named in its URL: no text of a URL is shown. */
public enum Notice {
    ADDED("The endpoint was added."),
    CHANGED("The endpoint was changed."),
    ENABLED("The endpoint was switched on."),
    DISABLED("The endpoint was switched off."),
    DELETED("The endpoint was deleted."),
    RESENT("The delivery is sent again."),
    NONE_CHOSEN("Nothing was chosen: tick the deliveries to replay, then try again."),
    REPLAYING("The replay has begun."),
    PAUSED("The replay is paused."),
    RESUMED("The replay goes on."),
    CANCELLED("The replay was cancelled. What it has made due goes out."),
    TOO_LATE("Nothing was changed: the replay stands otherwise by now."),
    SENT("The test event was sent."),
    SIGNED_OUT("You are signed out.");

    private final String text;

    Notice(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    String inUrl() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Notice> of(String inUrl) {
        return Arrays.stream(values()).filter(notice -> notice.inUrl().equals(inUrl)).findFirst();
    }
}

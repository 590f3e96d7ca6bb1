package io.github.cameltimelines.registration;

import java.util.Arrays;
import java.util.Locale;

/** What happens to upstream webhooks that only a stopping consumer needed. */
public enum OnStop {
    /**
     * They stay as they are, and events of the pause wait under the consumer's subscription name.
     * The default, since an event that upstream does not send is lost for good.
     */
    KEEP,
    /** They are disabled; TimelinesAI sends nothing until they are enabled again. */
    DISABLE,
    /** They are deleted. */
    DELETE;

    /**
     * Reads the option {@code onStop}; null and an empty text mean {@code keep}.
     *
     * @throws IllegalArgumentException naming the option and its values
     */
    public static OnStop of(String text) {
        if (text == null || text.isBlank()) {
            return KEEP;
        }
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text.trim()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "onStop must be keep, disable or delete"));
    }
}

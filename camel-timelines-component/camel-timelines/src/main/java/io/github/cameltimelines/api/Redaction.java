package io.github.cameltimelines.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes personal data out of a text that TimelinesAI wrote, before it gets into an exception's
 * message and so into logs. Two nets: every value that the call itself sent, and whatever looks
 * like a phone number, JID or e-mail address. Chat ids (up to eight digits) and uids stay readable.
 */
final class Redaction {

    /** What the call may carry without being about a person. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "chatId",
                    "messageUid",
                    "fileUid",
                    "replyTo",
                    "webhookId",
                    "eventType",
                    "page",
                    "size",
                    "sortingOrder",
                    "after",
                    "before",
                    "afterMessage",
                    "beforeMessage",
                    "contentType",
                    "visibility",
                    "role",
                    "templateId",
                    "wabaAccountId",
                    "wabaTemplateId",
                    "userId");

    private static final Pattern PERSONAL =
            Pattern.compile(
                    "[\\w.%+-]+@[\\w.-]+" // JID or e-mail
                            + "|(?<![\\w-])\\+\\d[\\d ()./-]{3,}\\d" // +34 600 111 222
                            + "|(?<![\\w-])\\d{9,}(?![\\w-])"); // 34600111222

    private Redaction() {}

    static String redact(String text, Map<String, Object> sent) {
        String safe = text;
        for (String value : values(sent)) {
            safe = safe.replace(value, "…");
        }
        return PERSONAL.matcher(safe).replaceAll("…").replaceAll("\\s+", " ");
    }

    private static Collection<String> values(Map<String, Object> sent) {
        return sent.entrySet().stream()
                .filter(e -> !HARMLESS.contains(e.getKey()))
                .map(e -> String.valueOf(e.getValue()))
                .filter(value -> value.length() >= 3)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}

package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The query of {@code GET /chats}: all conditions must hold (fact sheet §2.1). */
final class ChatQuery {

    private Predicate<Chat> wanted = chat -> true;

    ChatQuery(Call call, Times times) {
        call.flag("group").ifPresent(value -> and(chat -> chat.group == value));
        call.flag("read").ifPresent(value -> and(chat -> chat.read == value));
        call.flag("closed").ifPresent(value -> and(chat -> chat.closed == value));
        call.flag("chatgpt_autoresponse_enabled")
                .ifPresent(value -> and(chat -> chat.autoresponse == value));
        any(call.csv("label"), (chat, label) -> chat.labels.contains(label));
        any(call.csv("whatsapp_account_id"), (chat, id) -> id.equals(chat.accountId));
        any(call.csv("waba_account_id"), (chat, id) -> id.equals("" + chat.wabaAccountId));
        any(
                call.csv("responsible"),
                (chat, email) ->
                        chat.responsible != null
                                && chat.responsible.email().equalsIgnoreCase(email));
        any(call.csv("name"), (chat, part) -> lower(chat.name).contains(lower(part)));
        any(
                call.csv("whatsapp_phone"),
                (chat, phone) -> Phones.digits(chat.phone).equals(Phones.digits(phone)));
        call.query("phone").ifPresent(phone -> and(chat -> phoneMatches(chat, phone)));
        time(call, times, "created_after", false)
                .ifPresent(limit -> and(chat -> !chat.created.isBefore(limit)));
        time(call, times, "created_before", true)
                .ifPresent(limit -> and(chat -> !chat.created.isAfter(limit)));
    }

    /** Latest message first, then by name. */
    List<Chat> select(Workspace workspace, boolean waba) {
        return workspace.chats.values().stream()
                .filter(chat -> chat.waba() == waba)
                .filter(wanted)
                .sorted(
                        Comparator.comparing(Chat::lastActivity)
                                .reversed()
                                .thenComparing(chat -> chat.name))
                .toList();
    }

    static Optional<Instant> time(Call call, Times times, String name, boolean endOfDay) {
        return call.query(name)
                .map(
                        value ->
                                times.parse(value, endOfDay)
                                        .orElseThrow(
                                                () ->
                                                        ApiProblem.field(
                                                                name, "must be a date-time")));
    }

    /** Exact with a leading plus, else a substring without leading zeroes; direct chats only. */
    private static boolean phoneMatches(Chat chat, String phone) {
        if (chat.phone == null) {
            return false;
        }
        return phone.startsWith("+")
                ? chat.phone.equals(phone)
                : chat.phone.contains(phone.trim().replaceFirst("^0+", ""));
    }

    private interface Matching {
        boolean test(Chat chat, String value);
    }

    private void any(List<String> values, Matching matching) {
        if (!values.isEmpty()) {
            and(chat -> values.stream().anyMatch(value -> matching.test(chat, value)));
        }
    }

    private void and(Predicate<Chat> condition) {
        wanted = wanted.and(condition);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

package io.github.cameltimelines.kamelet;

import io.github.cameltimelines.wire.PhoneMention;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/** Behind {@code timelines-chat-filter-action}: looks whether the chat is one of those listed. */
public final class ChatFilter extends EventFilter {

    private String chatIds;
    private String phones;
    private String names;
    private String pass = "matching";

    private Set<String> ids = Set.of();
    private Set<String> numbers = Set.of();
    private Set<String> titles = Set.of();

    @Override
    void check() {
        ids = each("chatIds", chatIds, ChatFilter::id, "the number of a chat, e.g. 4711");
        numbers =
                each(
                        "phones",
                        phones,
                        PhoneMention::digits,
                        "a phone number with its country, e.g. +34600111222");
        titles = each("names", names, ChatFilter::title, "a name");
        goesOn("pass", pass, "matching", "others");
        if (ids.isEmpty() && numbers.isEmpty() && titles.isEmpty()) {
            throw new IllegalArgumentException(
                    "no chat is named; set chatIds, phones or names, each separated by commas");
        }
    }

    /**
     * @param reading null for what is none
     */
    private static Set<String> each(
            String property, String list, UnaryOperator<String> reading, String expected) {
        List<String> entries = Property.list(list);
        Set<String> read = new TreeSet<>();
        for (int at = 0; at < entries.size(); at++) {
            String entry = reading.apply(entries.get(at));
            if (entry == null) {
                throw Property.badEntry(property, at, expected);
            }
            read.add(entry);
        }
        return read;
    }

    private static String id(String entry) {
        return entry.matches("[0-9]{1,18}") ? entry : null;
    }

    private static String title(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Override
    boolean isFound(Exchange exchange) {
        SeenChat chat = SeenChat.in(exchange);
        return ids.contains(chat.id())
                || titles.contains(title(chat.name()))
                || chat.phones().stream().map(PhoneMention::digits).anyMatch(this::isListed);
    }

    private boolean isListed(String digits) {
        return digits != null && numbers.contains(digits);
    }

    public void setChatIds(String chatIds) {
        this.chatIds = chatIds;
    }

    public void setPhones(String phones) {
        this.phones = phones;
    }

    public void setNames(String names) {
        this.names = names;
    }

    public void setPass(String pass) {
        this.pass = pass;
    }
}

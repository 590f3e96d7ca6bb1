package io.github.cameltimelines.registration;

import static io.github.cameltimelines.model.EventType.MESSAGE_NEW;
import static io.github.cameltimelines.model.EventType.MESSAGE_RECEIVED_NEW;
import static io.github.cameltimelines.model.EventType.MESSAGE_SENT_NEW;

import io.github.cameltimelines.model.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which webhooks are needed upstream: the fewest that cover what the consumers need, since a
 * workspace has ten by default and each is for one event type. Pure.
 *
 * <p><b>Messages.</b> {@code message:new} reports both directions, and which one a message went
 * stands in it. So it is registered alone when both directions are needed, and never beside a
 * directional type, which would report each message twice. What is registered already is kept: if
 * {@code message:received:new} is there and sent messages are needed as well, {@code
 * message:sent:new} is added.
 *
 * <p><b>Chats.</b> {@code chat:new} reports every new chat, but not which way it went, so it cannot
 * stand in for {@code chat:incoming:new}, nor that one for it. Whoever names both gets both, as
 * different events; a wildcard needs {@code chat:new} only.
 *
 * <p><b>Too few webhooks.</b> Types asked for by name come first, then those that a wildcard asks
 * for; within each in the order of {@link EventType}: messages, reactions, chats, accounts, calls,
 * WhatsApp Business. With ten, {@code *} covers all down to missed calls.
 */
public final class WebhookPlanner {

    /** TimelinesAI's default number of webhooks per workspace; more are a paid add-on. */
    public static final int DEFAULT_LIMIT = 10;

    /**
     * What should be registered and enabled under our URL.
     *
     * @param wanted the types of the webhooks, those that are there already included
     * @param notCovered the needed types for which no webhook is left
     */
    public record Plan(List<String> wanted, List<String> notCovered) {

        public Plan {
            wanted = List.copyOf(wanted);
            notCovered = List.copyOf(notCovered);
        }
    }

    private WebhookPlanner() {}

    /**
     * @param limit webhooks that the workspace may have; 0 or less is no limit
     * @param ours types of the enabled webhooks under our URL
     * @param oursDisabled types of the disabled ones
     * @param others how many the workspace has besides, disabled ones included
     */
    public static Plan plan(
            Needs needs,
            int limit,
            Collection<String> ours,
            Collection<String> oursDisabled,
            int others) {
        Set<String> enabled = new HashSet<>(ours);
        Set<String> present = new HashSet<>(enabled);
        present.addAll(oursDisabled);
        int free = limit <= 0 ? Integer.MAX_VALUE : Math.max(0, limit - present.size() - others);

        List<String> needed = inOrder(needs);
        List<String> wanted = new ArrayList<>();
        for (String type : fewest(needed, enabled)) {
            if (present.contains(type)) {
                wanted.add(type);
            } else if (free > 0) {
                wanted.add(type);
                free--;
            }
        }
        return new Plan(wanted, needed.stream().filter(type -> !isCovered(type, wanted)).toList());
    }

    /** Whether webhooks of these types report every event of that one. */
    static boolean isCovered(String type, Collection<String> registered) {
        if (registered.contains(type)) {
            return true;
        }
        boolean bothWays =
                registered.contains(MESSAGE_SENT_NEW.wireName())
                        && registered.contains(MESSAGE_RECEIVED_NEW.wireName());
        return type.equals(MESSAGE_NEW.wireName()) && bothWays
                || isDirectional(type) && registered.contains(MESSAGE_NEW.wireName());
    }

    private static List<String> inOrder(Needs needs) {
        Comparator<String> byImportance =
                Comparator.comparingInt(WebhookPlanner::rank)
                        .thenComparing(Comparator.naturalOrder());
        List<String> ordered =
                new ArrayList<>(needs.named().stream().sorted(byImportance).toList());
        ordered.addAll(needs.byWildcard().stream().sorted(byImportance).toList());
        return ordered;
    }

    private static int rank(String type) {
        return EventType.of(type).map(Enum::ordinal).orElse(Integer.MAX_VALUE);
    }

    private static Set<String> fewest(List<String> needed, Set<String> enabled) {
        boolean sent = needed.contains(MESSAGE_SENT_NEW.wireName());
        boolean received = needed.contains(MESSAGE_RECEIVED_NEW.wireName());
        boolean both = needed.contains(MESSAGE_NEW.wireName()) || sent && received;

        Set<String> fewest = new LinkedHashSet<>();
        for (String type : needed) {
            if (!type.equals(MESSAGE_NEW.wireName()) && !isDirectional(type)) {
                fewest.add(type);
            } else if (enabled.contains(MESSAGE_NEW.wireName())) {
                fewest.add(MESSAGE_NEW.wireName());
            } else if (!both) {
                fewest.add(type);
            } else if (enabled.contains(MESSAGE_SENT_NEW.wireName())
                    || enabled.contains(MESSAGE_RECEIVED_NEW.wireName())) {
                fewest.add(MESSAGE_RECEIVED_NEW.wireName());
                fewest.add(MESSAGE_SENT_NEW.wireName());
            } else {
                fewest.add(MESSAGE_NEW.wireName());
            }
        }
        return fewest;
    }

    private static boolean isDirectional(String type) {
        return type.equals(MESSAGE_SENT_NEW.wireName())
                || type.equals(MESSAGE_RECEIVED_NEW.wireName());
    }
}

package io.github.cameltimelines.model;

import java.util.List;
import java.util.Map;

/**
 * Who reacted to a message, and with what.
 *
 * @param users one entry per person; never null
 * @param reactions number of people per emoji; never null
 * @param total of all emoji; may be null
 */
@WireRecord
public record ReactionSummary(List<Reactor> users, Map<String, Integer> reactions, Integer total) {

    public ReactionSummary {
        users = users == null ? List.of() : List.copyOf(users);
        reactions = reactions == null ? Map.of() : Map.copyOf(reactions);
    }

    /**
     * One person's reaction.
     *
     * @param current whether it is the reaction of the asking account itself
     */
    @WireRecord
    public record Reactor(String name, String phone, String reaction, Boolean current) {

        /** Without name and number. */
        @Override
        public String toString() {
            return "Reactor[reaction=" + reaction + ", current=" + current + "]";
        }
    }
}

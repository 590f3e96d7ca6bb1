package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.webhook.Field.Choice;
import io.github.cameltimelines.hub.console.webhook.Field.Group;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of events that a webhook can be for. */
final class EventTypeChoices {

    private EventTypeChoices() {}

    /**
     * @param chosen also where it is none of them, as an older name of one is
     */
    static List<Group> with(String chosen) {
        Map<String, List<String>> types = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            types.computeIfAbsent(group(type), name -> new ArrayList<>()).add(type.wireName());
        }
        types.put("The hub", HubEvents.TYPES.stream().sorted().toList());
        List<Group> groups = new ArrayList<>();
        if (chosen.isEmpty()) {
            groups.add(new Group(null, List.of(new Choice("", "Choose one", true))));
        } else if (types.values().stream().noneMatch(some -> some.contains(chosen))) {
            groups.add(new Group(null, List.of(new Choice(chosen, chosen, true))));
        }
        types.forEach(
                (name, some) ->
                        groups.add(
                                new Group(
                                        name,
                                        some.stream()
                                                .map(
                                                        type ->
                                                                new Choice(
                                                                        type,
                                                                        type,
                                                                        type.equals(chosen)))
                                                .toList())));
        return groups;
    }

    private static String group(EventType type) {
        return switch (type.payload()) {
            case MESSAGE, REACTION -> "Messages";
            case CHAT -> "Chats";
            case ACCOUNT -> "WhatsApp accounts";
            case CALL -> "Calls";
            default -> "WhatsApp Business API";
        };
    }
}

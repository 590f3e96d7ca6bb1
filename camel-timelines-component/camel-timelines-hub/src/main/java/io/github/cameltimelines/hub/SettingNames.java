package io.github.cameltimelines.hub;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the settings of {@link HubSettings} are called. */
final class SettingNames {

    /** Without the prefix. */
    static final Set<String> ALL =
            Stream.concat(
                            MailReader.NAMES.stream(),
                            Stream.of(
                                    "port",
                                    "data",
                                    "datasource.url",
                                    "datasource.username",
                                    "datasource.password",
                                    "bootstrap.token",
                                    "bootstrap.hook-secret",
                                    "bootstrap.owner-email",
                                    "webhook-limit",
                                    "admin-token",
                                    "allowed-destinations",
                                    "upstream.token",
                                    "upstream.base-url",
                                    "upstream.public-url",
                                    "observe.port",
                                    "drain",
                                    "retention.events",
                                    "retention.attempts",
                                    "retention.given-up",
                                    "retention.every",
                                    "retention.flows",
                                    "flows",
                                    "console.enabled",
                                    "console.chat",
                                    "dedup.window",
                                    "dedup.hashed-window"))
                    .collect(Collectors.toUnmodifiableSet());

    private SettingNames() {}

    /**
     * @throws HubSettingException for the first of the names that is no setting
     */
    static void requireKnown(Collection<String> names) {
        for (String name : names) {
            if (name.startsWith(HubSettings.PREFIX)
                    && !ALL.contains(name.substring(HubSettings.PREFIX.length()))) {
                throw new HubSettingException(
                        "Unknown setting "
                                + name
                                + ": there are "
                                + String.join(
                                        ", ",
                                        ALL.stream()
                                                .map(HubSettings.PREFIX::concat)
                                                .sorted()
                                                .toList()));
            }
        }
    }
}

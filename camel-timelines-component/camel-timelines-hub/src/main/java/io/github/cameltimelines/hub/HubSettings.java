package io.github.cameltimelines.hub;

import io.github.cameltimelines.hub.alert.MailSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.wire.EventKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What can be set of a hub; each setting is a property {@code timelines.<name>}. Immutable.
 *
 * @param port of everything that is served, when the hub runs by itself; default 8080, 0 for any
 *     free one
 * @param data folder of the embedded ledger, when the hub runs by itself; default {@code
 *     timelines-data}
 * @param database instead of the embedded ledger; null for none
 * @param bootstrap of the workspace that is there from the beginning
 * @param webhookLimit webhooks of a workspace that has no limit of its own; default 10, 0 for any
 *     number
 * @param adminToken gives the right to manage workspaces and tokens; null, the default, and nobody
 *     may
 * @param allowedDestinations blocks of addresses that may be delivered to besides public ones, as
 *     in {@code 127.0.0.0/8}; none by default
 * @param publicUrl where the hub is reached from outside, without a slash at its end; null where
 *     that is not known
 * @param observePort of health and metrics, when the hub runs by itself; null, the default, for the
 *     port of everything
 * @param drain how long a hub that is told to stop still serves, while it says that it is not
 *     ready; default none, 10 min at the most
 * @param keep how long things are kept
 * @param mail the server that alerts are sent through; null, the default, and they are only logged
 * @param flows the routes that stand in files
 * @param upstream the TimelinesAI that the hub registers its hook with; null, the default, and it
 *     registers nothing
 * @param console the pages for people
 */
public record HubSettings(
        int port,
        Path data,
        Database database,
        Bootstrap bootstrap,
        int webhookLimit,
        String adminToken,
        List<String> allowedDestinations,
        String publicUrl,
        Integer observePort,
        Duration drain,
        Keep keep,
        MailSettings mail,
        Flows flows,
        Upstream upstream,
        ConsoleSettings console) {

    /** Webhooks per workspace (seeds, "The default limit"). */
    public static final int DEFAULT_WEBHOOK_LIMIT = 10;

    /** What the names of all settings begin with. */
    public static final String PREFIX = "timelines.";

    static final int DEFAULT_PORT = 8080;
    static final String DEFAULT_DATA = "timelines-data";
    static final String DEFAULT_FLOWS = "flows";

    /** A PostgreSQL or H2 server. */
    public record Database(String url, String username, String password) {
        /** Without the password, and the URL, which may hold one. */
        @Override
        public String toString() {
            return "Database[]";
        }
    }

    /**
     * What the first workspace gets; what is null is made, where it is needed.
     *
     * @param token that the API can be called with
     * @param hookSecret the end of the URL that TimelinesAI calls
     * @param ownerEmail who is written to when deliveries fail
     */
    public record Bootstrap(String token, String hookSecret, String ownerEmail) {
        /** Without all of it. */
        @Override
        public String toString() {
            return "Bootstrap[]";
        }
    }

    /**
     * How long things are kept, and repetitions of events dropped.
     *
     * @param ages a day or more, each; events not shorter than the window
     * @param every how often what is older is deleted; default an hour
     * @param window of events that have a natural key; default 14 days
     * @param hashedWindow of events known by their bytes; default 10 min, not above the other
     */
    public record Keep(
            Retention.Ages ages, Duration every, Duration window, Duration hashedWindow) {
        public static final Keep DEFAULT =
                new Keep(
                        Retention.Ages.DEFAULT,
                        Duration.ofHours(1),
                        EventKey.WINDOW,
                        EventKey.HASHED_WINDOW);
    }

    /**
     * Routes that stand in files.
     *
     * @param folder of the files; null, the default, for none in an application, and for {@code
     *     flows} in the working directory, if there is one, when the hub runs by itself
     * @param keep for how long what comes in for a flow is kept after its file was removed; default
     *     a day
     */
    public record Flows(Path folder, Duration keep) {
        public static final Duration DEFAULT_KEEP = Duration.ofDays(1);
    }

    /**
     * A TimelinesAI.
     *
     * @param token of the workspace there
     * @param baseUrl of its API; null for the usual one
     */
    public record Upstream(String token, String baseUrl) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Upstream[baseUrl=%s]".formatted(baseUrl);
        }
    }

    /**
     * The pages for people.
     *
     * @param enabled whether there are any; by default there are
     * @param chat a page to write on as a customer, linked from the menu: a path of the same site,
     *     as in {@code /emulator}, or an http(s) URL; null, the default, for none
     */
    public record ConsoleSettings(boolean enabled, String chat) {}

    public HubSettings {
        allowedDestinations = List.copyOf(allowedDestinations);
    }

    /** Of an application that sets none. */
    public static HubSettings defaults() {
        return of(name -> null);
    }

    /**
     * Reads the settings.
     *
     * @param properties the value of a property, null where it is not set
     * @throws HubSettingException naming the setting that has no usable value
     */
    public static HubSettings of(UnaryOperator<String> properties) {
        return new SettingsReader(properties).read();
    }

    /** Of all that can be set, with the prefix. */
    public static Set<String> names() {
        return SettingNames.ALL.stream().map(PREFIX::concat).collect(Collectors.toSet());
    }

    /**
     * @throws HubSettingException for the first of the names that begins as a setting does and is
     *     none
     */
    public static void requireKnown(Collection<String> names) {
        SettingNames.requireKnown(names);
    }

    /** The same, of a hub that runs by itself and is reached there. */
    public HubSettings at(int itsPort, String url, Integer itsObservePort) {
        return new HubSettingsBuilder(this)
                .port(itsPort)
                .publicUrl(url)
                .observePort(itsObservePort)
                .flows(
                        flows.folder() == null
                                ? new Flows(Path.of(DEFAULT_FLOWS), flows.keep())
                                : flows)
                .build();
    }

    /** Without tokens and secrets. */
    @Override
    public String toString() {
        return "HubSettings[port=%d, data=%s, database=%s, webhookLimit=%d, mail=%s]"
                .formatted(port, data, database, webhookLimit, mail);
    }
}

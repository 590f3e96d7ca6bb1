package io.github.cameltimelines.hub;

import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.delivery.NameResolver;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.wire.SecretPath;
import io.github.cameltimelines.workspace.Token;
import io.github.cameltimelines.workspace.Workspace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads {@link HubSettings} from properties, and says what is wrong with one of them. */
final class SettingsReader {

    /** Of a page of the same site; not {@code //}, which begins another one. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

    private static final Duration DRAIN_MAX = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AGE_MAX = Duration.ofDays(3_650);

    private final UnaryOperator<String> properties;

    SettingsReader(UnaryOperator<String> properties) {
        this.properties = properties;
    }

    HubSettings read() {
        return new HubSettingsBuilder()
                .port(number("port", HubSettings.DEFAULT_PORT, 65_535))
                .data(folder("data", HubSettings.DEFAULT_DATA))
                .database(database())
                .bootstrap(bootstrap())
                .webhookLimit(number("webhook-limit", HubSettings.DEFAULT_WEBHOOK_LIMIT, 1_000_000))
                .adminToken(token("admin-token"))
                .allowedDestinations(destinations())
                .publicUrl(publicUrl())
                .observePort(
                        text("observe.port") == null ? null : number("observe.port", 0, 65_535))
                .drain(duration("drain", Duration.ZERO, Duration.ZERO, DRAIN_MAX))
                .keep(keep())
                .mail(new MailReader(this).read())
                .flows(flows())
                .upstream(upstream())
                .console(console())
                .build();
    }

    /** Null where it is not set, or to nothing: an empty variable of a container is no value. */
    String text(String name) {
        String value = properties.apply(HubSettings.PREFIX + name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    static HubSettingException wrong(String name, String what) {
        return new HubSettingException(HubSettings.PREFIX + name + " " + what);
    }

    int number(String name, int otherwise, int max) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, "is '" + value + "': it must be a number from 0 to " + max);
    }

    private Duration duration(String name, Duration otherwise, Duration min, Duration max) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            List<Duration> waits = RetrySchedule.parse(value).waits();
            if (waits.size() == 1
                    && waits.get(0).compareTo(min) >= 0
                    && waits.get(0).compareTo(max) <= 0) {
                return waits.get(0);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw wrong(
                name,
                "is '%s': it must be a time from %s to %s, as in 500ms, 10s, 5m, 12h, 30d"
                        .formatted(value, written(min), written(max)));
    }

    private static String written(Duration time) {
        if (time.toHoursPart() > 0) {
            return time.toHours() + "h";
        }
        if (time.toDays() > 0) {
            return time.toDays() + "d";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    private HubSettings.Keep keep() {
        HubSettings.Keep usual = HubSettings.Keep.DEFAULT;
        Retention.Ages ages =
                new Retention.Ages(
                        age("events", usual.ages().events()),
                        age("attempts", usual.ages().attempts()),
                        age("given-up", usual.ages().givenUp()));
        Duration window = duration("dedup.window", usual.window(), Duration.ZERO, AGE_MAX);
        if (window.compareTo(ages.events()) > 0) {
            throw wrong(
                    "dedup.window",
                    "is longer than timelines.retention.events: a repetition is known by the event that"
                            + " is kept; shorten it, or keep events longer");
        }
        return new HubSettings.Keep(
                ages,
                duration("retention.every", usual.every(), Duration.ofMinutes(1), DAY),
                window,
                duration("dedup.hashed-window", usual.hashedWindow(), Duration.ZERO, window));
    }

    private Duration age(String what, Duration otherwise) {
        return duration("retention." + what, otherwise, DAY, AGE_MAX);
    }

    private Path folder(String name, String otherwise) {
        String value = text(name) == null ? otherwise : text(name);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException e) {
            throw wrong(name, "is '" + value + "': it must be the path of a folder");
        }
    }

    private HubSettings.Flows flows() {
        Path folder = folder("flows", null);
        if (folder != null && !Files.isDirectory(folder)) {
            throw wrong("flows", "is '" + folder + "': there is no such folder; make it first");
        }
        return new HubSettings.Flows(
                folder,
                duration(
                        "retention.flows",
                        HubSettings.Flows.DEFAULT_KEEP,
                        Duration.ofMinutes(1),
                        AGE_MAX));
    }

    private HubSettings.ConsoleSettings console() {
        String enabled = text("console.enabled");
        if (enabled != null && !enabled.equals("true") && !enabled.equals("false")) {
            throw wrong("console.enabled", "is '" + enabled + "': it must be true or false");
        }
        String chat = text("console.chat");
        if (chat != null && !PATH.matcher(chat).matches()) {
            httpUrl(
                    "console.chat",
                    "must be a path of the same site, as in /emulator, or an http(s) URL");
        }
        return new HubSettings.ConsoleSettings(!"false".equals(enabled), chat);
    }

    private HubSettings.Database database() {
        String url = text("datasource.url");
        if (url == null) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw wrong(
                    "datasource.url",
                    "must begin with jdbc:postgresql: (or jdbc:h2:, for one node)");
        }
        return new HubSettings.Database(
                url, text("datasource.username"), text("datasource.password"));
    }

    private HubSettings.Bootstrap bootstrap() {
        String secret = text("bootstrap.hook-secret");
        if (secret != null) {
            try {
                SecretPath.of(secret);
            } catch (IllegalArgumentException e) {
                throw wrong(
                        "bootstrap.hook-secret",
                        "must have at least 16 characters, only letters, digits, - _ . ~");
            }
        }
        String email = text("bootstrap.owner-email");
        try {
            new Workspace(0, "check", null, email, null);
        } catch (IllegalArgumentException e) {
            throw wrong("bootstrap.owner-email", "is not an e-mail address");
        }
        return new HubSettings.Bootstrap(token("bootstrap.token"), secret, email);
    }

    private String token(String name) {
        String value = text(name);
        if (value != null && (value.length() < Token.LENGTH_MIN || !isPlain(value))) {
            throw wrong(
                    name,
                    "must have at least " + Token.LENGTH_MIN + " characters, ASCII without blanks");
        }
        return value;
    }

    /** What can stand in a header as it is. */
    private static boolean isPlain(String token) {
        return token.chars().noneMatch(c -> c <= ' ' || c >= 0x7F);
    }

    private List<String> destinations() {
        String value = text("allowed-destinations");
        if (value == null) {
            return List.of();
        }
        List<String> blocks =
                Arrays.stream(value.split(","))
                        .map(String::trim)
                        .filter(b -> !b.isEmpty())
                        .toList();
        try {
            new AddressGuard(blocks, NameResolver.SYSTEM);
        } catch (IllegalArgumentException e) {
            throw wrong("allowed-destinations", "is wrong: " + e.getMessage());
        }
        return blocks;
    }

    private String publicUrl() {
        return httpUrl(
                "upstream.public-url",
                "must be the http(s) URL that the hub is reached at from outside");
    }

    private HubSettings.Upstream upstream() {
        String token = text("upstream.token");
        String baseUrl =
                httpUrl(
                        "upstream.base-url",
                        "must be the http(s) URL of TimelinesAI's API, as in "
                                + "https://app.timelines.ai/integrations/api");
        if (token == null) {
            if (baseUrl != null) {
                throw wrong("upstream.base-url", "is of no use without timelines.upstream.token");
            }
            return null;
        }
        if (!isPlain(token)) {
            throw wrong("upstream.token", "must be ASCII without blanks");
        }
        if (publicUrl() == null) {
            throw wrong(
                    "upstream.token",
                    "needs timelines.upstream.public-url, where TimelinesAI reaches the hub");
        }
        return new HubSettings.Upstream(token, baseUrl);
    }

    /** Without a slash at its end; null where it is not set. */
    private String httpUrl(String name, String otherwise) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            URI url = new URI(value);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw wrong(name, otherwise);
    }
}

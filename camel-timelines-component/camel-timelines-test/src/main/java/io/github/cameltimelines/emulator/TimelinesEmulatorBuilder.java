package io.github.cameltimelines.emulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Settings of a {@link TimelinesEmulator}. Not thread-safe. */
public final class TimelinesEmulatorBuilder {

    /** Not {@code //}, which begins another site. */
    private static final Pattern LINK = Pattern.compile("/|/[^/\\s\\\\]\\S*|https?://\\S+");

    private int port;
    private String token = "demo-token";
    private Envelope envelope = Envelope.TIMELINES_V2;
    private Duration pacing = Duration.ofMillis(20);
    private Clock clock = Clock.system(ZoneId.of("Europe/Madrid"));
    private Duration webhookTimeout = Duration.ofSeconds(5);
    private int webhookTries = 3;
    private Duration webhookSpacing = Duration.ofSeconds(1);
    private int webhookLimit = 10;
    private boolean idempotentWebhooks = true;
    private long messagingQuota = 100_000;
    private String publicUrl;
    private Path dataFolder;
    private final List<Settings.Link> links = new ArrayList<>();
    private Settings.Link outcome;

    TimelinesEmulatorBuilder() {}

    /** The port that {@link #start} listens on, on the loopback interface; default any free one. */
    public TimelinesEmulatorBuilder port(int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + value);
        }
        this.port = value;
        return this;
    }

    /** The bearer token of the API; default {@code demo-token}. */
    public TimelinesEmulatorBuilder token(String value) {
        this.token = Objects.requireNonNull(value, "token");
        return this;
    }

    /** The shape of webhook bodies; default {@link Envelope#TIMELINES_V2}. */
    public TimelinesEmulatorBuilder envelope(Envelope value) {
        this.envelope = Objects.requireNonNull(value, "envelope");
        return this;
    }

    /**
     * The pause between two sends and between the steps of a message's status; default 20 ms. The
     * real pause between sends is about 2 s (fact sheet §1.2).
     */
    public TimelinesEmulatorBuilder pacing(Duration value) {
        this.pacing = notNegative("pacing", value);
        return this;
    }

    /**
     * What dates messages and ends download links; its zone is the workspace's time zone. Default
     * the system's clock in Europe/Madrid. Pauses and timeouts follow the real time.
     */
    public TimelinesEmulatorBuilder clock(Clock value) {
        this.clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /** How long a webhook may take to answer; default 5 s, as TimelinesAI (fact sheet §4). */
    public TimelinesEmulatorBuilder webhookTimeout(Duration value) {
        this.webhookTimeout = notNegative("webhookTimeout", value);
        return this;
    }

    /** Attempts per delivery, the first included; default 3, as TimelinesAI (fact sheet §4). */
    public TimelinesEmulatorBuilder webhookTries(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("webhookTries must be at least 1: " + value);
        }
        this.webhookTries = value;
        return this;
    }

    /** The pause between attempts; default 1 s. TimelinesAI's is undocumented. */
    public TimelinesEmulatorBuilder webhookSpacing(Duration value) {
        this.webhookSpacing = notNegative("webhookSpacing", value);
        return this;
    }

    /** Webhooks per workspace; default 10 (seeds), 0 for no limit. */
    public TimelinesEmulatorBuilder webhookLimit(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("webhookLimit must not be negative: " + value);
        }
        this.webhookLimit = value;
        return this;
    }

    /**
     * Makes {@code POST /webhooks} create another webhook each time, as before July 2026 (fact
     * sheet §2.8). By default it is idempotent on event type and URL.
     */
    public TimelinesEmulatorBuilder olderWebhooks() {
        this.idempotentWebhooks = false;
        return this;
    }

    /** Message credits; default 100 000. Above it sends are answered 403 quota_exceeded. */
    public TimelinesEmulatorBuilder messagingQuota(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("messagingQuota must not be negative: " + value);
        }
        this.messagingQuota = value;
        return this;
    }

    /**
     * Where the emulator can be reached when it is mounted, without the prefix: the start of its
     * download links. Default {@code http://localhost:8080}. {@link #start} knows it by itself.
     */
    public TimelinesEmulatorBuilder publicUrl(String value) {
        this.publicUrl = Objects.requireNonNull(value, "publicUrl").replaceFirst("/+$", "");
        return this;
    }

    /**
     * Keeps the workspace in the file {@code emulator.json} of this folder, so that the next
     * emulator goes on with its chats, messages, files and webhooks and gives no id twice: written
     * shortly after each change and when the emulator is closed, whole at any moment. Default none:
     * all is forgotten. Made if it is not there. Starting with a file that cannot be read, or in a
     * folder that another emulator uses, is an {@link EmulatorDataException}.
     */
    public TimelinesEmulatorBuilder dataFolder(Path value) {
        this.dataFolder = Objects.requireNonNull(value, "dataFolder");
        return this;
    }

    /**
     * Adds a link to the menu of the page, which has none without: the way back to a console beside
     * the emulator. The first is the brand's, too.
     *
     * @param url a path such as {@code /console/}, or an http(s) URL
     */
    public TimelinesEmulatorBuilder link(String text, String url) {
        links.add(link("link", text, url));
        return this;
    }

    /**
     * Adds a link beside the faults of the page: to where whoever receives the webhooks shows what
     * became of them.
     *
     * @param url a path such as {@code /console/deliveries}, or an http(s) URL
     */
    public TimelinesEmulatorBuilder outcome(String text, String url) {
        outcome = link("outcome", text, url);
        return this;
    }

    private static Settings.Link link(String name, String text, String url) {
        if (text.isBlank() || !LINK.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    name + " needs a text, and a path such as /console/ or an http(s) URL: " + url);
        }
        return new Settings.Link(text, url);
    }

    /** Starts an emulator with a Vert.x and an HTTP server of its own; returns once it listens. */
    public TimelinesEmulator start() {
        return TimelinesEmulator.listening(settings(), port);
    }

    /**
     * Puts an emulator on a router, next to others' routes. It reads request bodies itself.
     *
     * @param prefix e.g. {@code /emulator}: the API is then at {@code /emulator/integrations/api},
     *     the page at {@code /emulator}
     */
    public TimelinesEmulator mountOn(Router router, Vertx vertx, String prefix) {
        if (!prefix.matches("(/[A-Za-z0-9._-]+)+")) {
            throw new IllegalArgumentException("prefix must be a path such as /emulator");
        }
        String url = publicUrl == null ? "http://localhost:8080" : publicUrl;
        return TimelinesEmulator.mounted(settings(), router, vertx, prefix, url);
    }

    private Settings settings() {
        return new Settings(
                token,
                envelope,
                pacing,
                clock,
                webhookTimeout,
                webhookTries,
                webhookSpacing,
                webhookLimit,
                idempotentWebhooks,
                messagingQuota,
                dataFolder,
                links,
                outcome);
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }
}

package io.github.cameltimelines.hub;

import io.github.cameltimelines.hub.HubSettings.Bootstrap;
import io.github.cameltimelines.hub.HubSettings.ConsoleSettings;
import io.github.cameltimelines.hub.HubSettings.Database;
import io.github.cameltimelines.hub.HubSettings.Flows;
import io.github.cameltimelines.hub.HubSettings.Keep;
import io.github.cameltimelines.hub.HubSettings.Upstream;
import io.github.cameltimelines.hub.alert.MailSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Names each value of {@link HubSettings}, which says what they mean. */
final class HubSettingsBuilder {

    private int port;
    private Path data;
    private Database database;
    private Bootstrap bootstrap;
    private int webhookLimit;
    private String adminToken;
    private List<String> allowedDestinations;
    private String publicUrl;
    private Integer observePort;
    private Duration drain;
    private Keep keep;
    private MailSettings mail;
    private Flows flows;
    private Upstream upstream;
    private ConsoleSettings console;

    HubSettingsBuilder() {}

    /** Begins with all of those. */
    HubSettingsBuilder(HubSettings from) {
        port = from.port();
        data = from.data();
        database = from.database();
        bootstrap = from.bootstrap();
        webhookLimit = from.webhookLimit();
        adminToken = from.adminToken();
        allowedDestinations = from.allowedDestinations();
        publicUrl = from.publicUrl();
        observePort = from.observePort();
        drain = from.drain();
        keep = from.keep();
        mail = from.mail();
        flows = from.flows();
        upstream = from.upstream();
        console = from.console();
    }

    HubSettingsBuilder port(int value) {
        port = value;
        return this;
    }

    HubSettingsBuilder data(Path value) {
        data = value;
        return this;
    }

    HubSettingsBuilder database(Database value) {
        database = value;
        return this;
    }

    HubSettingsBuilder bootstrap(Bootstrap value) {
        bootstrap = value;
        return this;
    }

    HubSettingsBuilder webhookLimit(int value) {
        webhookLimit = value;
        return this;
    }

    HubSettingsBuilder adminToken(String value) {
        adminToken = value;
        return this;
    }

    HubSettingsBuilder allowedDestinations(List<String> value) {
        allowedDestinations = value;
        return this;
    }

    HubSettingsBuilder publicUrl(String value) {
        publicUrl = value;
        return this;
    }

    HubSettingsBuilder observePort(Integer value) {
        observePort = value;
        return this;
    }

    HubSettingsBuilder drain(Duration value) {
        drain = value;
        return this;
    }

    HubSettingsBuilder keep(Keep value) {
        keep = value;
        return this;
    }

    HubSettingsBuilder mail(MailSettings value) {
        mail = value;
        return this;
    }

    HubSettingsBuilder flows(Flows value) {
        flows = value;
        return this;
    }

    HubSettingsBuilder upstream(Upstream value) {
        upstream = value;
        return this;
    }

    HubSettingsBuilder console(ConsoleSettings value) {
        console = value;
        return this;
    }

    HubSettings build() {
        return new HubSettings(
                port,
                data,
                database,
                bootstrap,
                webhookLimit,
                adminToken,
                allowedDestinations,
                publicUrl,
                observePort,
                drain,
                keep,
                mail,
                flows,
                upstream,
                console);
    }
}

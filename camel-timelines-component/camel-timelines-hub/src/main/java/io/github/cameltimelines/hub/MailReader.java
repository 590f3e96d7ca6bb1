package io.github.cameltimelines.hub;

import io.github.cameltimelines.hub.alert.MailSettings;
import io.github.cameltimelines.hub.alert.MailSettings.Security;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the settings of the mail server. */
final class MailReader {

    /** Without the prefix. */
    static final List<String> NAMES =
            List.of(
                    "mail.host",
                    "mail.port",
                    "mail.username",
                    "mail.password",
                    "mail.from",
                    "mail.security",
                    "mail.ca-file");

    private static final String HOST = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]";

    private final SettingsReader settings;

    MailReader(SettingsReader settings) {
        this.settings = settings;
    }

    /** Null where no mails are sent. */
    MailSettings read() {
        String host = settings.text("mail.host");
        if (host == null) {
            NAMES.stream()
                    .filter(name -> settings.text(name) != null)
                    .findFirst()
                    .ifPresent(
                            name -> {
                                throw SettingsReader.wrong(
                                        name, "has no effect without timelines.mail.host: set it");
                            });
            return null;
        }
        if (!host.matches(HOST)) {
            throw SettingsReader.wrong(
                    "mail.host", "must be the name or address of a mail server, without port");
        }
        Security security = security();
        String username = settings.text("mail.username");
        String password = settings.text("mail.password");
        if ((username == null) != (password == null)) {
            throw SettingsReader.wrong(
                    username == null ? "mail.username" : "mail.password",
                    "is missing: a user name and a password are set both or none");
        }
        int port = settings.number("mail.port", security.usualPort(), 65_535);
        if (port == 0) {
            throw SettingsReader.wrong("mail.port", "is '0': it must be a number from 1 to 65535");
        }
        return new MailSettings(host, port, username, password, from(), security, certificates());
    }

    private Security security() {
        String value = settings.text("mail.security");
        return value == null
                ? Security.STARTTLS
                : Arrays.stream(Security.values())
                        .filter(one -> name(one).equals(value))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        SettingsReader.wrong(
                                                "mail.security",
                                                "is '"
                                                        + value
                                                        + "': it must be one of "
                                                        + Arrays.stream(Security.values())
                                                                .map(MailReader::name)
                                                                .collect(
                                                                        Collectors.joining(", "))));
    }

    private static String name(Security security) {
        return security.name().toLowerCase(Locale.ROOT);
    }

    private String from() {
        String from = settings.text("mail.from");
        if (from == null) {
            throw SettingsReader.wrong(
                    "mail.from", "is missing: set the address that mails are sent from");
        }
        try {
            InternetAddress[] addresses = InternetAddress.parse(from, true);
            if (addresses.length == 1 && from.chars().noneMatch(Character::isISOControl)) {
                addresses[0].validate();
                return from;
            }
        } catch (AddressException e) {
            // said below
        }
        throw SettingsReader.wrong(
                "mail.from",
                "must be one e-mail address, as hub@example.com or Hub <hub@example.com>");
    }

    private Path certificates() {
        String value = settings.text("mail.ca-file");
        if (value == null) {
            return null;
        }
        try {
            Path file = Path.of(value);
            if (Files.isReadable(file) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw SettingsReader.wrong(
                "mail.ca-file", "must be a readable file of certificates as PEM");
    }
}

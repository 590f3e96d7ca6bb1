package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.hub.HubSettingException;
import io.github.cameltimelines.hub.HubSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the settings of a hub that runs by itself come from, the first that has one: the command
 * line ({@code --name=value}), system properties, the environment (upper case, underscores), and
 * {@code application.properties} in the working directory.
 */
final class HubArguments {

    private static final String COMPONENT = "camel.component.timelines.";

    private final Properties commandLine = new Properties();
    private final Properties system;
    private final Map<String, String> environment;
    private final Properties file = new Properties();

    /**
     * @throws HubSettingException if an argument is no setting, or the file cannot be read
     */
    HubArguments(
            String[] arguments,
            Properties system,
            Map<String, String> environment,
            Path configuration) {
        this.system = system;
        this.environment = environment;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 3) {
                throw new HubSettingException(
                        "Unknown argument "
                                + argument
                                + ": settings are written --name=value, as in --timelines.port=8081");
            }
            commandLine.setProperty(argument.substring(2, equals), argument.substring(equals + 1));
        }
        if (Files.exists(configuration)) {
            try (Reader reader = Files.newBufferedReader(configuration, StandardCharsets.UTF_8)) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new HubSettingException(configuration + " cannot be read: " + e.getMessage());
            }
        }
        requireKnown();
    }

    private void requireKnown() {
        Set<String> names = new TreeSet<>(commandLine.stringPropertyNames());
        for (String name : names) {
            if (!name.startsWith(HubSettings.PREFIX) && !name.startsWith("camel.")) {
                throw new HubSettingException(
                        "Unknown setting " + name + ": settings begin with timelines. or camel.");
            }
        }
        names.addAll(file.stringPropertyNames());
        names.addAll(system.stringPropertyNames());
        HubSettings.requireKnown(names);
    }

    HubSettings settings() {
        return HubSettings.of(this::value);
    }

    private String value(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        for (String value :
                new String[] {
                    commandLine.getProperty(name),
                    system.getProperty(name),
                    environment.get(variable),
                    file.getProperty(name)
                }) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    /** Whether an option of the component is among them, that Camel sets later. */
    boolean tunesComponent() {
        Set<String> names = new TreeSet<>(commandLine.stringPropertyNames());
        names.addAll(file.stringPropertyNames());
        names.addAll(system.stringPropertyNames());
        environment.keySet().forEach(name -> names.add(name.replace('_', '.')));
        return names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(COMPONENT));
    }

    /** Those of the command line that are Camel's own. */
    Properties camel() {
        Properties camel = new Properties();
        commandLine.stringPropertyNames().stream()
                .filter(name -> name.startsWith("camel."))
                .forEach(name -> camel.setProperty(name, commandLine.getProperty(name)));
        return camel;
    }
}

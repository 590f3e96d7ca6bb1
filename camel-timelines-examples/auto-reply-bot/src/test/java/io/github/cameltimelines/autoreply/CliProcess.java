package io.github.cameltimelines.autoreply;

import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Camel CLI, with what this build built in its local repository: the machine's, as links, with
 * the built artifacts before what is installed there. Nothing is installed for it.
 */
final class CliProcess extends JavaProcess {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String MAX_SECONDS = "--max-seconds=300"; // if the test is killed

    private CliProcess(Path directory, List<String> command) throws IOException {
        super(directory, command);
    }

    /** {@code camel run}, with these arguments. */
    static CliProcess run(Path directory, Path repository, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dmaven.repo.local=" + repository);
        command.add("-Duser.home=" + directory); // where it keeps notes on what runs
        command.add("-cp");
        command.add(Files.readString(TARGET.resolve("camel-cli.classpath")).strip());
        command.add(TARGET.resolveSibling("src/test/cli/CamelCli.java").toString());
        command.add("run");
        command.addAll(arguments);
        command.addAll(List.of(MAX_SECONDS, "--logging-color=false"));
        Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (Files.exists(settings)) {
            command.add("--maven-settings=" + settings);
        }
        return new CliProcess(directory, command);
    }

    /** Makes the local repository in this folder, which is not there yet. */
    static Path repository(Path folder) throws IOException {
        Path machine = Path.of(System.getProperty("maven.repository"));
        overlay(TARGET.resolve("built"), machine, folder);
        return folder;
    }

    private static void overlay(Path upper, Path lower, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path child : children(upper)) {
            Path name = child.getFileName();
            if (Files.isDirectory(child)) {
                overlay(child, lower.resolve(name), folder.resolve(name));
            } else {
                Files.createSymbolicLink(folder.resolve(name), child);
            }
        }
        for (Path child : children(lower)) {
            Path link = folder.resolve(child.getFileName());
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, child);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}

package io.github.cameltimelines.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Features with the names of Apache Camel's for Karaf, of the jars that the build uses. Camel's own
 * bundles are not to be had everywhere; our features name Camel's features, and meet these here.
 */
final class CamelFeatures {

    private static final String CAMEL = "org.apache.camel";
    private static final String OSGI = "camel-core-osgi";

    /** What there is not: the jars of a feature, by group and the beginning of the name. */
    private static final Map<String, List<String>> FEATURES =
            new TreeMap<>(
                    Map.of(
                            "camel-core",
                            List.of(
                                    CAMEL + ":camel-api",
                                    CAMEL + ":camel-attachments",
                                    CAMEL + ":camel-base",
                                    CAMEL + ":camel-bean",
                                    CAMEL + ":camel-cloud",
                                    CAMEL + ":camel-cluster",
                                    CAMEL + ":camel-core",
                                    CAMEL + ":camel-direct",
                                    CAMEL + ":camel-file",
                                    CAMEL + ":camel-health",
                                    CAMEL + ":camel-language",
                                    CAMEL + ":camel-log",
                                    CAMEL + ":camel-management",
                                    CAMEL + ":camel-rest",
                                    CAMEL + ":camel-support",
                                    CAMEL + ":camel-timer",
                                    CAMEL + ":camel-tooling",
                                    CAMEL + ":camel-util",
                                    CAMEL + ":camel-xml-",
                                    CAMEL + ".karaf:" + OSGI,
                                    "jakarta.xml.bind:",
                                    "jakarta.activation:"),
                            "camel-http",
                            List.of(
                                    CAMEL + ":camel-http",
                                    "jakarta.servlet:",
                                    "org.apache.httpcomponents.client5:",
                                    "org.apache.httpcomponents.core5:"),
                            "camel-jackson",
                            List.of(CAMEL + ":camel-jackson", "com.fasterxml.jackson.core:"),
                            "camel-sql",
                            List.of(
                                    CAMEL + ":camel-sql",
                                    "org.springframework:",
                                    "jakarta.transaction:"),
                            "camel-webhook",
                            List.of(CAMEL + ":camel-webhook"),
                            "camel-undertow",
                            List.of(
                                    CAMEL + ":camel-undertow",
                                    "io.undertow:",
                                    "org.jboss.",
                                    "org.wildfly.",
                                    "io.smallrye.common:",
                                    "jakarta.annotation:"),
                            "camel-platform-http",
                            List.of(CAMEL + ":camel-platform-http"),
                            "camel-mail",
                            List.of(
                                    CAMEL + ":camel-mail",
                                    "jakarta.mail:",
                                    "org.eclipse.angus:angus"),
                            "camel-micrometer",
                            List.of(CAMEL + ":camel-micrometer", "io.micrometer:"),
                            "camel-yaml-dsl",
                            List.of(
                                    CAMEL + ":camel-yaml-dsl",
                                    CAMEL + ":camel-dsl-",
                                    "org.snakeyaml:")));

    private final Path repository;
    private final String camelVersion;

    CamelFeatures(Path repository, String camelVersion) {
        this.repository = repository;
        this.camelVersion = camelVersion;
    }

    /** The file that {@code feature:repo-add} is given. */
    String xml() throws IOException {
        StringBuilder xml =
                new StringBuilder(
                        "<features name=\"camel\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">\n");
        for (Map.Entry<String, List<String>> feature : FEATURES.entrySet()) {
            xml.append(
                    "<feature name=\"%s\" version=\"%s\">\n"
                            .formatted(feature.getKey(), camelVersion));
            xml.append("<feature prerequisite=\"true\">wrap</feature>\n");
            if (!feature.getKey().equals("camel-core")) {
                xml.append("<feature>camel-core</feature>\n");
            }
            for (Path jar : jars()) {
                String name = coordinates(jar);
                if (feature.getValue().stream().anyMatch(name::startsWith)) {
                    xml.append("<bundle dependency=\"%s\">".formatted(!name.startsWith(CAMEL)))
                            .append(url(jar).replace("&", "&amp;"))
                            .append("</bundle>\n");
                }
            }
            xml.append("</feature>\n");
        }
        return xml.append("</features>\n").toString();
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** As in {@code group:artifact}. */
    private String coordinates(Path jar) {
        Path artifact = jar.getParent().getParent();
        return repository.relativize(artifact.getParent()).toString().replace('/', '.')
                + ":"
                + artifact.getFileName();
    }

    private String url(Path jar) throws IOException {
        String[] names = coordinates(jar).split(":");
        String version = jar.getParent().getFileName().toString();
        String maven = "mvn:%s/%s/%s".formatted(names[0], names[1], version);
        if (names[1].equals(OSGI)) {
            return "wrap:"
                    + maven
                    + "$overwrite=full&Bundle-SymbolicName=camel-core-osgi&Bundle-Version="
                    + camelVersion
                    + "&Bundle-Activator=org.apache.camel.karaf.core.Activator"
                    + "&Export-Package=org.apache.camel.karaf.core*;version="
                    + camelVersion
                    + "&Import-Package=*;resolution:=optional"
                    + "&Provide-Capability=osgi.extender;osgi.extender=org.apache.camel;version:Version=4.18";
        }
        if (isBundle(jar)) {
            return maven;
        }
        return "wrap:"
                + maven
                + "$overwrite=merge&Bundle-SymbolicName=%s.%s&Bundle-Version=%s"
                        .formatted(names[0], names[1], version)
                + "&Export-Package=*;version=%s&Import-Package=*;resolution:=optional"
                        .formatted(version);
    }

    private static boolean isBundle(Path jar) throws IOException {
        if (jar.getFileName().toString().startsWith("micrometer")) {
            return false; // one that imports all that it can measure
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest() != null
                    && file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName")
                            != null;
        }
    }
}

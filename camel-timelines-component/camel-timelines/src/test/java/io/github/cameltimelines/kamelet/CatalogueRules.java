package io.github.cameltimelines.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Apache Camel's Kamelet catalogue demands of a kamelet: the rules of {@code
 * script/validator/validator.go} in apache/camel-kamelets, but for the provider, which is Apache's
 * there.
 */
final class CatalogueRules {

    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{[?]?([A-Za-z0-9-._]+)(?:[:][^}]*)?}}");
    private static final Set<String> SMALL_WORDS =
            Set.of(
                    "a", "an", "and", "as", "at", "by", "for", "from", "if", "in", "is", "it", "of",
                    "on", "or", "per", "the", "to", "with", "when", "whether", "should", "be",
                    "use", "between", "name", "now");
    private static final List<String> ANNOTATIONS =
            List.of(
                    "camel.apache.org/kamelet.support.level",
                    "camel.apache.org/catalog.version",
                    "camel.apache.org/kamelet.icon",
                    "camel.apache.org/provider",
                    "camel.apache.org/kamelet.group",
                    "camel.apache.org/kamelet.namespace");

    private final KameletFile kamelet;
    private final List<String> broken = new ArrayList<>();

    private CatalogueRules(KameletFile kamelet) {
        this.kamelet = kamelet;
    }

    /** What is wrong with it, in words; empty if nothing is. */
    static List<String> brokenBy(KameletFile kamelet) {
        CatalogueRules rules = new CatalogueRules(kamelet);
        rules.head();
        rules.definition();
        kamelet.properties().forEach(rules::property);
        return rules.broken;
    }

    /** What is the same in two of them and must not be. */
    static List<String> repeatedIn(List<KameletFile> kamelets) {
        List<String> repeated = new ArrayList<>();
        for (String field : List.of("title", "description")) {
            Set<String> seen = new HashSet<>();
            for (KameletFile kamelet : kamelets) {
                if (!seen.add(kamelet.definition().path(field).asText())) {
                    repeated.add(kamelet.name() + " has the " + field + " of another");
                }
            }
        }
        return repeated;
    }

    private void must(boolean holds, String rule) {
        if (!holds) {
            broken.add(kamelet.name() + ": " + rule);
        }
    }

    private void head() {
        JsonNode yaml = kamelet.yaml();
        must(
                yaml.path("apiVersion").asText().equals("camel.apache.org/v1"),
                "has another apiVersion");
        must(yaml.path("kind").asText().equals("Kamelet"), "is of another kind");
        must(
                yaml.at("/metadata/name").asText().equals(kamelet.name()),
                "lies in a file of another name");
        must(Set.of("source", "sink", "action").contains(kamelet.type()), "has no known type");
        must(
                kamelet.name().endsWith("-" + kamelet.type()),
                "has a name that does not end with its type");
        for (String annotation : ANNOTATIONS) {
            must(!kamelet.annotation(annotation).isEmpty(), "has no " + annotation);
        }
    }

    private void definition() {
        JsonNode definition = kamelet.definition();
        String title = definition.path("title").asText();
        String type = kamelet.type();
        must(
                title.endsWith(type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1)),
                "has a title that does not end with its type");
        must(!definition.path("description").asText().isBlank(), "has no description");
        must(definition.path("type").asText().equals("object"), "is no object");
        must(kamelet.template().isObject(), "has no template");
        must(
                new HashSet<>(kamelet.required()).size() == kamelet.required().size(),
                "requires a property twice");
        must(
                kamelet.properties().keySet().containsAll(kamelet.required()),
                "requires a property that it has not");
    }

    private void property(String name, JsonNode property) {
        must(!property.path("type").asText().isEmpty(), name + " has no type");
        must(!property.path("description").asText().isBlank(), name + " has no description");
        String title = property.path("title").asText();
        must(!title.isBlank(), name + " has no title");
        must(!title.matches("(The|A|An) .*"), name + " has a title that starts with an article");
        for (String word : title.split(" ")) {
            must(
                    !word.matches("\\p{Ll}\\p{L}*") || SMALL_WORDS.contains(word),
                    name + " has a title with a small letter: " + word);
        }
        must(
                !property.path("format").asText().equals("password")
                        || KameletFile.texts(property.path("x-descriptors"))
                                .contains("urn:camel:group:credentials"),
                name + " is a password without the descriptor of credentials");
    }

    /** Properties that the template refers to. */
    static Set<String> used(KameletFile kamelet) {
        Set<String> used = new TreeSet<>();
        collect(kamelet.template(), used);
        return used;
    }

    /** Properties and beans that it may refer to. */
    static Set<String> declared(KameletFile kamelet) {
        Set<String> declared = new TreeSet<>(kamelet.properties().keySet());
        kamelet.template().path("beans").forEach(bean -> declared.add(bean.path("name").asText()));
        return declared;
    }

    private static void collect(JsonNode node, Set<String> used) {
        if (node.isTextual()) {
            Matcher reference = REFERENCE.matcher(node.asText());
            while (reference.find()) {
                used.add(reference.group(1));
            }
        }
        node.forEach(child -> collect(child, used));
    }
}

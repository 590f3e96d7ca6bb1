package io.github.cameltimelines.hub.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** What is wrong with a file, and in which line, from what Camel throws. */
final class Reasons {

    private static final int TEXT_MAX = 600;

    /** Before it Camel shows the route, which the place in the file does better. */
    private static final String BECAUSE = " because: ";

    /** As the parsers of YAML and of XML write it. */
    private static final Pattern LINE =
            Pattern.compile("\\bline:? (\\d+), column|@(\\d+):\\d+|:(\\d+)(?=[,)])");

    /** Camel names the beginning of the block that it stands in, or of what stands behind it. */
    private static final Pattern FIELD = Pattern.compile("Unsupported field: (\\S+)");

    /** The step that Camel was making. */
    private static final Pattern STEP = Pattern.compile(">>> (.*?) <<<", Pattern.DOTALL);

    private Reasons() {}

    /** In one paragraph, without the lines of the file that the YAML parser quotes. */
    static String text(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String cause = message.substring(Math.max(0, message.lastIndexOf(BECAUSE)));
        String text =
                cause.replaceFirst(BECAUSE, "")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .map(String::strip)
                        .collect(Collectors.joining(" "));
        return cut(text.isEmpty() ? cause.strip() : text);
    }

    static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
    }

    /** Null where none is named. */
    static Integer line(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Matcher place = LINE.matcher(String.valueOf(t.getMessage()));
            Integer last = null; // the first is where the block began
            while (place.find()) {
                for (int i = 1; i <= place.groupCount(); i++) {
                    last = place.group(i) == null ? last : Integer.valueOf(place.group(i));
                }
            }
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** Where the file has what cannot be read; null where that is not known. */
    static Integer line(Throwable failure, FlowFile file) {
        Integer block = line(failure);
        Matcher field = FIELD.matcher(String.valueOf(failure.getMessage()));
        if (block == null || !field.find()) {
            return block;
        }
        Pattern there =
                Pattern.compile("[\\s-]*['\"]?" + Pattern.quote(field.group(1)) + "['\"]?\\s*:.*");
        List<String> lines = new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
        for (int line = Math.max(1, block - 1); line <= lines.size(); line++) {
            if (there.matcher(lines.get(line - 1)).matches()) {
                return line;
            }
        }
        return block;
    }

    /** Of a step; null where it is not known. Camel counts the lines of YAML from 0. */
    static Integer line(LineNumberAware node) {
        int line = node.getLineNumber();
        boolean fromOne = node.getLocation() != null && node.getLocation().endsWith(".xml");
        return line < 0 ? null : Integer.valueOf(fromOne ? line : line + 1);
    }

    /** Of where a route begins; in YAML Camel counts from 1 if it stands in a {@code route:}. */
    static Integer line(RouteDefinition route) {
        return route.getLineNumber() < 0
                ? line(route.getInput())
                : Integer.valueOf(route.getInput().getLineNumber());
    }

    /** Of the step that could not be made; else of the beginning of the route. */
    static Integer line(CamelContext context, List<RouteDefinition> routes, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher step = STEP.matcher(message);
        String at = step.find() ? step.group(1) : null;
        for (RouteDefinition route : routes) {
            for (ProcessorDefinition<?> output : route.getOutputs()) {
                if (output.toString().equals(at)) {
                    return line(guilty(context, output));
                }
            }
        }
        return routes.stream()
                .filter(route -> message.contains(route.getId()))
                .findFirst()
                .map(Reasons::line)
                .orElse(null);
    }

    /** Of the steps within it the one whose endpoint there is not; else itself. */
    private static LineNumberAware guilty(CamelContext context, ProcessorDefinition<?> step) {
        List<ProcessorDefinition<?>> all = new ArrayList<>();
        all.add(step);
        ProcessorDefinitionHelper.filterTypeInOutputs(step.getOutputs(), ProcessorDefinition.class)
                .forEach(all::add);
        for (ProcessorDefinition<?> one : all) {
            if (one instanceof EndpointRequiredDefinition send && !resolves(context, send)) {
                return one;
            }
        }
        return step;
    }

    private static boolean resolves(CamelContext context, EndpointRequiredDefinition send) {
        try {
            return context.getEndpoint(context.resolvePropertyPlaceholders(send.getEndpointUri()))
                    != null;
        } catch (Exception e) {
            return false;
        }
    }
}

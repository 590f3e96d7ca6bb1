package io.github.cameltimelines;

import io.github.cameltimelines.api.Arguments;
import io.github.cameltimelines.api.Operation;
import io.github.cameltimelines.api.Parameter;
import io.github.cameltimelines.api.TimelinesInvalidRequestException;
import io.github.cameltimelines.api.Upload;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.model.UploadedFile;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Gathers the arguments of a call. What says it most plainly wins: a Map or record in the body,
 * then the options of the URI, then a plain body (text, file, labels), then headers. Options win
 * over headers, unlike in other Camel components, because headers also come from the event that
 * started the route: a message that a route sends to {@code ?chatId=99} must not go to the chat of
 * the customer who happened to write.
 */
final class CallArguments {

    private final TimelinesOperation operation;
    private final Arguments options;

    private CallArguments(TimelinesOperation operation, Arguments options) {
        this.operation = operation;
        this.options = options;
    }

    /**
     * @throws IllegalArgumentException if the URI has a parameter that the operation does not know
     */
    static CallArguments of(TimelinesOperation operation, TimelinesEndpoint endpoint) {
        PropertyConfigurerGetter getter =
                (PropertyConfigurerGetter) endpoint.getComponent().getEndpointPropertyConfigurer();
        Arguments options = Arguments.none();
        for (TimelinesOperation any : TimelinesOperation.values()) {
            for (Parameter parameter : any.call().parameters()) {
                Object value = getter.getOptionValue(endpoint, parameter.name(), false);
                if (value != null && operation.call().parameter(parameter.name()).isEmpty()) {
                    throw new IllegalArgumentException(
                            "%s does not know the option %s; it takes %s"
                                    .formatted(uri(operation), parameter.name(), names(operation)));
                }
                options = options.and(parameter.name(), value);
            }
        }
        return new CallArguments(operation, options);
    }

    /**
     * @throws TimelinesInvalidRequestException naming the option, header or body to set
     */
    Arguments of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Arguments given = headers(exchange);
        if (body instanceof Map<?, ?> || isUsersRecord(body)) {
            given = given.and(options).and(structured(body));
        } else {
            given = given.and(plain(body, exchange)).and(options);
        }
        List<List<String>> missing = operation.call().missing(given);
        if (!missing.isEmpty()) {
            throw missing(missing.get(0), body);
        }
        return withFileName(given, exchange);
    }

    private Arguments headers(Exchange exchange) {
        Arguments headers = Arguments.none();
        for (Parameter parameter : operation.call().parameters()) {
            headers =
                    headers.and(
                            parameter.name(),
                            exchange.getMessage().getHeader(header(parameter.name())));
        }
        return headers;
    }

    /** Records of ours are things of TimelinesAI, such as an event, and no instructions. */
    private static boolean isUsersRecord(Object body) {
        return body instanceof Record
                && !body.getClass()
                        .getName()
                        .startsWith(TimelinesJson.class.getPackageName() + ".");
    }

    private Arguments structured(Object body) {
        Operation<?> call = operation.call();
        if (!call.hasBody() && !call.paged()) {
            // A look-up: the body is what was there before, to be replaced.
            return Arguments.none();
        }
        Map<?, ?> values =
                body instanceof Map<?, ?> map
                        ? map
                        : TimelinesJson.mapper().convertValue(body, Map.class);
        Arguments arguments = Arguments.none();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = String.valueOf(entry.getKey());
            String name = call.parameter(key).map(Parameter::name).orElse(null);
            if (name == null && !call.openBody()) {
                throw new TimelinesInvalidRequestException(
                        "%s does not know %s, which is in the message body; it takes %s"
                                .formatted(uri(operation), key, names(operation)));
            }
            arguments = arguments.and(name == null ? key : name, entry.getValue());
        }
        return arguments;
    }

    private Arguments plain(Object body, Exchange exchange) {
        if (body == null || operation.bodyParameter().isEmpty()) {
            return Arguments.none();
        }
        String name = operation.bodyParameter().get();
        if (name.equals("file")) {
            return Arguments.of(name, Uploads.of(body, exchange));
        }
        if (body instanceof UploadedFile file
                && operation.call().parameter("fileUid").isPresent()) {
            return Arguments.of("fileUid", file.uid());
        }
        if (name.equals("labels") && body instanceof Collection<?>) {
            return Arguments.of(name, body);
        }
        boolean text =
                body instanceof CharSequence
                        || body instanceof Number
                        || body instanceof byte[]
                        || body instanceof InputStream
                        || body instanceof Reader
                        || body instanceof StreamCache
                        || body instanceof WrappedFile<?>;
        return text
                ? Arguments.of(name, exchange.getMessage().getBody(String.class))
                : Arguments.none();
    }

    /** Streams have no name of their own; Camel's file components leave it in a header. */
    private Arguments withFileName(Arguments given, Exchange exchange) {
        if (!(given.get("file") instanceof Upload upload)
                || given.get("filename") != null
                || operation.call().parameter("filename").isEmpty()) {
            return given;
        }
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String last =
                name == null || name.isBlank()
                        ? upload.filename()
                        : name.substring(
                                Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return given.and("filename", last);
    }

    private TimelinesInvalidRequestException missing(List<String> names, Object body) {
        String bodyIs = body == null ? "empty" : "a " + body.getClass().getName();
        String asBody =
                operation
                        .bodyParameter()
                        .filter(names::contains)
                        .map(
                                name ->
                                        name.equals("file")
                                                ? " the message body to a File, Path, InputStream or byte[],"
                                                : " the message body to the " + name + ",")
                        .orElse("");
        return new TimelinesInvalidRequestException(
                "%s needs %s%s: set%s %s (the body is %s)"
                        .formatted(
                                uri(operation),
                                names.size() > 1 ? "one of " : "",
                                String.join(", ", names),
                                asBody,
                                names.get(0).equals("file")
                                        ? "a file that is not empty"
                                        : names.stream()
                                                .map(
                                                        n ->
                                                                "the option %s or the header %s"
                                                                        .formatted(n, header(n)))
                                                .collect(Collectors.joining(", ")),
                                bodyIs));
    }

    static String header(String parameter) {
        return "CamelTimelines"
                + parameter.substring(0, 1).toUpperCase(Locale.ROOT)
                + parameter.substring(1);
    }

    private static String uri(TimelinesOperation operation) {
        return "timelines:" + operation.uriName();
    }

    private static List<String> names(TimelinesOperation operation) {
        return operation.call().parameters().stream().map(Parameter::name).toList();
    }
}

package io.github.cameltimelines.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameltimelines.api.Parameter.In;
import io.github.cameltimelines.model.TimelinesJson;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Makes the HTTP request of a call: checks that it is complete, encodes {@code + , @} in queries
 * (TimelinesAI would read {@code +} as a blank and match phone numbers loosely), and never ends a
 * path with a slash (TimelinesAI answers that with an HTML page).
 */
final class RequestWriter {

    private final String baseUrl;
    private final String token;

    RequestWriter(String baseUrl, String token) {
        this.baseUrl = withoutTrailingSlash(baseUrl);
        this.token = token;
    }

    static String withoutTrailingSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    /**
     * @throws TimelinesInvalidRequestException naming what is missing or cannot be used
     */
    HttpUriRequestBase write(Operation<?> operation, Arguments arguments) {
        check(operation, arguments);
        HttpUriRequestBase request =
                new HttpUriRequestBase(
                        operation.method(),
                        URI.create(
                                baseUrl
                                        + path(operation, arguments)
                                        + query(operation, arguments)));
        request.setHeader("Accept", "application/json");
        request.setHeader("Authorization", "Bearer " + token);
        if (operation.multipart()) {
            request.setEntity(new TrackedBody(form(operation, arguments)));
        } else if (operation.hasBody()) {
            request.setEntity(new TrackedBody(json(operation, arguments)));
        }
        return request;
    }

    private static void check(Operation<?> operation, Arguments arguments) {
        for (String name : arguments.asMap().keySet()) {
            if (operation.parameter(name).isEmpty() && !operation.openBody()) {
                throw new TimelinesInvalidRequestException(
                        "%s does not know %s; it takes %s"
                                .formatted(
                                        operation,
                                        name,
                                        operation.parameters().stream()
                                                .map(Parameter::name)
                                                .toList()));
            }
        }
        for (List<String> names : operation.missing(arguments)) {
            throw new TimelinesInvalidRequestException(
                    "%s needs %s%s"
                            .formatted(
                                    operation,
                                    names.size() > 1 ? "one of " : "",
                                    String.join(", ", names)));
        }
    }

    private static String path(Operation<?> operation, Arguments arguments) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in() == In.PATH) {
                String value = parameter.plain(arguments.get(parameter.name()));
                if (value.equals(".") || value.equals("..")) {
                    throw new TimelinesInvalidRequestException(
                            "%s cannot use this %s".formatted(operation, parameter.name()));
                }
                path = path.replace("{" + parameter.wireName() + "}", encode(value));
            }
        }
        return path;
    }

    private static String query(Operation<?> operation, Arguments arguments) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (Parameter parameter : operation.parameters()) {
            Object value = arguments.get(parameter.name());
            if (parameter.in() == In.QUERY && value != null) {
                query.add(parameter.wireName() + "=" + encode(parameter.plain(value)));
            }
        }
        return query.toString();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpEntity json(Operation<?> operation, Arguments arguments) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : arguments.asMap().entrySet()) {
            Parameter known = operation.parameter(argument.getKey()).orElse(null);
            if (known == null) {
                body.put(argument.getKey(), argument.getValue());
            } else if (known.in() == In.JSON) {
                body.put(known.wireName(), known.typed(argument.getValue()));
            }
        }
        try {
            return new ByteArrayEntity(
                    TimelinesJson.mapper().writeValueAsBytes(body), ContentType.APPLICATION_JSON);
        } catch (JsonProcessingException unwritable) {
            // Jackson's own message may quote the value.
            throw new TimelinesInvalidRequestException(
                    operation + " cannot write its parameters as JSON");
        }
    }

    private static HttpEntity form(Operation<?> operation, Arguments arguments) {
        MultipartEntityBuilder form =
                MultipartEntityBuilder.create()
                        // Names of files and texts in UTF-8, as browsers send them; and as they do,
                        // without a charset in the head, for which HttpClient would put Latin 1.
                        .setContentType(ContentType.create("multipart/form-data"))
                        .setMode(HttpMultipartMode.LEGACY)
                        .setCharset(StandardCharsets.UTF_8);
        ContentType utf8Text = ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8);
        for (Parameter parameter : operation.parameters()) {
            Object value = arguments.get(parameter.name());
            if (parameter.in() != In.FORM || value == null) {
                continue;
            }
            if (parameter.name().equals("file")) {
                form.addPart("file", filePart(operation, arguments, value));
            } else {
                form.addTextBody(parameter.wireName(), parameter.plain(value), utf8Text);
            }
        }
        return form.build();
    }

    private static FilePart filePart(Operation<?> operation, Arguments arguments, Object value) {
        if (!(value instanceof Upload upload)) {
            throw new TimelinesInvalidRequestException(
                    operation
                            + " needs file to be an Upload, not a "
                            + value.getClass().getSimpleName());
        }
        Object named = arguments.get("filename");
        String filename = named == null ? upload.filename() : named.toString();
        Object declared = arguments.get("contentType");
        String guessed = filename == null ? null : URLConnection.guessContentTypeFromName(filename);
        ContentType type =
                declared != null
                        ? ContentType.parseLenient(declared.toString())
                        : guessed != null ? ContentType.parseLenient(guessed) : null;
        return new FilePart(upload, filename, type == null ? ContentType.DEFAULT_BINARY : type);
    }
}

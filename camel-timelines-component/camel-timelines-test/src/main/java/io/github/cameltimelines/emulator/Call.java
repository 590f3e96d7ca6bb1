package io.github.cameltimelines.emulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One HTTP request, read with the checks that the API makes. */
final class Call {

    /** 50 items a page (fact sheet §1). */
    static final int PAGE_SIZE = 50;

    private final RoutingContext ctx;

    Call(RoutingContext ctx) {
        this.ctx = ctx;
    }

    /** A path parameter; what is not a number cannot be the id of anything. */
    long id(String name) {
        String value = ctx.pathParam(name);
        if (!value.matches("[0-9]{1,18}")) {
            throw ApiProblem.notFound("Not found");
        }
        return Long.parseLong(value);
    }

    String path(String name) {
        return ctx.pathParam(name);
    }

    Optional<String> query(String name) {
        List<String> values = ctx.queryParam(name);
        return values.isEmpty() || values.get(0).isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(0));
    }

    List<String> csv(String name) {
        return query(name)
                .map(value -> Arrays.stream(value.split(",")).map(String::trim).toList())
                .orElse(List.of());
    }

    Optional<Boolean> flag(String name) {
        return query(name)
                .map(
                        value ->
                                switch (value.toLowerCase(Locale.ROOT)) {
                                    case "true", "1" -> true;
                                    case "false", "0" -> false;
                                    default -> throw ApiProblem.field(name, "must be a boolean");
                                });
    }

    int number(String name, int fallback, int max) {
        String value = query(name).orElse(Integer.toString(fallback));
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1) {
            throw ApiProblem.field(name, "must be a positive integer");
        }
        return Math.min(max, Integer.parseInt(value));
    }

    /** The page asked for, of these items. */
    <T> List<T> page(List<T> items, int size) {
        int from = Math.min(items.size(), start(size));
        return items.subList(from, Math.min(items.size(), from + size));
    }

    boolean hasMore(List<?> items, int size) {
        return items.size() > start(size) + size;
    }

    private int start(int size) {
        return (number("page", 1, 1_000_000) - 1) * size;
    }

    byte[] bytes() {
        Buffer body = ctx.body() == null ? null : ctx.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    Fields fields() {
        return Fields.parse(bytes());
    }

    boolean hasContentType(String type) {
        String header = ctx.request().getHeader("Content-Type");
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(type);
    }

    /** A text field of a multipart or urlencoded form. */
    Optional<String> form(String name, int maxLength) {
        return Optional.ofNullable(ctx.request().getFormAttribute(name))
                .map(value -> Fields.checked(name, value, maxLength));
    }

    Upload requiredUpload(String name) {
        List<Upload> uploads = uploads(name);
        if (uploads.isEmpty()) {
            throw ApiProblem.field(name, "is required, as a part of multipart/form-data");
        }
        return uploads.get(0);
    }

    /** The files of that part name; form fields of the API override their names and types. */
    List<Upload> uploads(String name) {
        List<Upload> uploads = new ArrayList<>();
        for (FileUpload file : ctx.fileUploads()) {
            if (file.name().equals(name)) {
                String filename = form("filename", 1024).orElse(file.fileName());
                String mimetype = form("content_type", 140).orElse(file.contentType());
                uploads.add(new Upload(read(file), filename, mimetype));
            }
        }
        return uploads;
    }

    private static byte[] read(FileUpload file) {
        try {
            return Files.readAllBytes(Path.of(file.uploadedFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("An upload could not be read back", e);
        }
    }
}

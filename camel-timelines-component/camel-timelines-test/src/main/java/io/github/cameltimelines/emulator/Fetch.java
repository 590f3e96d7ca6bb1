package io.github.cameltimelines.emulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Downloads a file for {@code POST /files}: within 10 s and up to the upload limit. */
final class Fetch implements AutoCloseable {

    private static final long TIMEOUT_MS = 10_000;

    private final HttpClient client;

    Fetch(Vertx vertx) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MS));
    }

    Future<Upload> get(String url, String filename, String mimetype) {
        RequestOptions options;
        try {
            options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
        } catch (RuntimeException e) {
            return Future.failedFuture(
                    ApiProblem.field("download_url", "must be a valid http(s) URL"));
        }
        options.setTimeout(TIMEOUT_MS);
        return client.request(options)
                .compose(request -> request.send())
                .compose(response -> read(response, filename, mimetype))
                .recover(
                        cause ->
                                Future.failedFuture(
                                        cause instanceof ApiProblem
                                                ? cause
                                                : ApiProblem.rule(
                                                        "The file could not be downloaded")));
    }

    private static Future<Upload> read(
            HttpClientResponse response, String filename, String mimetype) {
        if (response.statusCode() / 100 != 2) {
            response.exceptionHandler(reset -> {});
            response.request().reset();
            return Future.failedFuture(
                    ApiProblem.rule("The file could not be downloaded: " + response.statusCode()));
        }
        String type = mimetype != null ? mimetype : response.getHeader("Content-Type");
        Promise<Upload> promise = Promise.promise();
        Buffer bytes = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(
                chunk -> {
                    bytes.appendBuffer(chunk);
                    if (bytes.length() > Mount.UPLOAD_LIMIT_BYTES) {
                        promise.tryFail(
                                ApiProblem.of(413, "validation_error", "The file is too large"));
                        response.request().reset();
                    }
                });
        response.endHandler(
                end -> promise.tryComplete(new Upload(bytes.getBytes(), filename, bare(type))));
        return promise.future();
    }

    private static String bare(String type) {
        return type == null ? null : type.replaceFirst(";.*", "").trim();
    }

    @Override
    public void close() {
        client.close();
    }
}

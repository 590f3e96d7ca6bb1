package io.github.cameltimelines;

import io.github.cameltimelines.api.Upload;
import java.io.File;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Makes an {@link Upload} of a message body, without reading it. */
final class Uploads {

    private Uploads() {}

    /**
     * Null if the body is no file.
     *
     * @throws io.github.cameltimelines.api.TimelinesInvalidRequestException if it is an empty one
     */
    static Upload of(Object body, Exchange exchange) {
        if (body instanceof Upload upload) {
            return upload;
        }
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File local
                    ? Upload.of(local.toPath())
                    : of(wrapped.getBody(), exchange);
        }
        if (body instanceof File file) {
            return Upload.of(file.toPath());
        }
        if (body instanceof Path path) {
            return Upload.of(path);
        }
        if (body instanceof byte[] bytes) {
            return Upload.of(bytes, null);
        }
        if (body instanceof StreamCache cache && body instanceof InputStream stream) {
            return Upload.of(() -> rewound(cache, stream), length(cache), null);
        }
        return body instanceof InputStream stream ? Upload.of(stream, null) : null;
    }

    /** Camel says 0 where it does not know. */
    private static long length(StreamCache cache) {
        return cache.length() > 0 ? cache.length() : -1;
    }

    /** From its start, and not to be closed: it is Camel's, and may be read again. */
    private static InputStream rewound(StreamCache cache, InputStream stream) {
        cache.reset();
        return new FilterInputStream(stream) {
            @Override
            public int read(byte[] target, int offset, int length) throws java.io.IOException {
                return in.read(target, offset, length);
            }

            @Override
            public void close() {
                // left to Camel
            }
        };
    }
}

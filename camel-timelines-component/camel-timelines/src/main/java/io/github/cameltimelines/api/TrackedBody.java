package io.github.cameltimelines.api;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A request body that knows how far it has left, which decides whether the call may be repeated. It
 * says of itself that it cannot be repeated, because HttpClient would otherwise repeat a POST on
 * 503 or a broken connection on its own, and so send a message twice.
 */
final class TrackedBody extends HttpEntityWrapper {

    private volatile boolean begun;
    private volatile boolean done;

    TrackedBody(HttpEntity body) {
        super(body);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        super.writeTo(out);
        done = true;
    }

    boolean begun() {
        return begun;
    }

    boolean done() {
        return done;
    }
}

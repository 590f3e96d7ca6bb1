package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;

/** Shows a new secret, once. */
@JStache(path = "webhook/secret")
record SecretPage(Frame frame, Webhook webhook, String done) {

    String secret() {
        return webhook.text("secret");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretPage[webhook=" + webhook.id() + "]";
    }
}

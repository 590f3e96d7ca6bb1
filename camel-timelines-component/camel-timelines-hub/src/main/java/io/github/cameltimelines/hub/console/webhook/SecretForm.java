package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/** Asks how a webhook shall get another secret. */
@JStache(path = "webhook/rotate")
record SecretForm(Frame frame, Webhook webhook, FormErrors errors, Field overlap, Field secret) {

    List<FormErrors.Entry> entries() {
        return errors.entries(List.of(overlap, secret));
    }

    List<String> others() {
        return errors.others(List.of(overlap, secret));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretForm[webhook=" + webhook.id() + "]";
    }
}

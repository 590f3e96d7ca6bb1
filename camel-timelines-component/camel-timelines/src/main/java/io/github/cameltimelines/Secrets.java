package io.github.cameltimelines;

import io.github.cameltimelines.inbox.HookSecret;
import io.github.cameltimelines.wire.SecretPath;

/** Where the secret at the end of the webhook URL comes from. */
final class Secrets {

    private Secrets() {}

    /**
     * The secret of the options, or the one that is kept in the ledger.
     *
     * @param publicUrl null where nothing is to be registered
     * @throws IllegalArgumentException if there is none and nobody would be told a new one
     */
    static String of(
            TimelinesComponent component, TimelinesConfiguration configuration, String publicUrl) {
        String secret = configuration.getWebhookSecret();
        if (secret != null) {
            return secret;
        }
        if (!UpstreamWebhooks.isActive(configuration, publicUrl)) {
            throw new IllegalArgumentException(
                    "webhookSecret is not set, and nothing else tells TimelinesAI's calls from others': set it to 16"
                            + " or more letters, digits, - _ . ~, or set apiToken and publicUrl so that one is made"
                            + " and registered");
        }
        if (configuration.getAck() == Ack.PROCESSED) {
            throw new IllegalArgumentException(
                    "webhookSecret is not set, and with ack=processed there is no ledger to keep one in: set it");
        }
        return HookSecret.keptIn(component.pipeline().ledger());
    }

    /** Where TimelinesAI calls; null without a public URL. */
    static String url(String publicUrl, String path, String secret) {
        if (publicUrl == null) {
            return null;
        }
        String base =
                publicUrl.endsWith("/")
                        ? publicUrl.substring(0, publicUrl.length() - 1)
                        : publicUrl;
        return base + SecretPath.of(secret).under(path);
    }
}

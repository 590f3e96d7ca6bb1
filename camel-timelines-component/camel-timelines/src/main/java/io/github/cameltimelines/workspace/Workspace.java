package io.github.cameltimelines.workspace;

import io.github.cameltimelines.wire.SecretPath;
import java.util.Objects;

/**
 * A tenant: whose events, subscriptions and tokens are kept apart from those of the others.
 *
 * @param id its number in the ledger
 * @param name unique, 1 to {@value #NAME_MAX} characters
 * @param hookSecret the end of the URL that TimelinesAI calls; null where it calls none
 * @param ownerEmail who is written to when deliveries fail; null for nobody
 * @param webhookLimit how many webhooks it may have; 0 for any number, null for the default
 */
public record Workspace(
        int id, String name, String hookSecret, String ownerEmail, Integer webhookLimit) {

    /** The workspace that is there from the beginning. */
    public static final int DEFAULT_ID = 1;

    public static final int NAME_MAX = 64;
    private static final int EMAIL_MAX = 254; // RFC 5321

    /**
     * @throws IllegalArgumentException naming what is wrong, without the secret
     */
    public Workspace {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()
                || name.length() > NAME_MAX
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + NAME_MAX + " characters, none of them for control");
        }
        if (hookSecret != null) {
            SecretPath.of(hookSecret);
        }
        if (ownerEmail != null && (ownerEmail.length() > EMAIL_MAX || !isEmail(ownerEmail))) {
            throw new IllegalArgumentException("owner_email is not an e-mail address");
        }
        if (webhookLimit != null && webhookLimit < 0) {
            throw new IllegalArgumentException("webhook_limit must be 0 (any number) or more");
        }
    }

    /**
     * How many webhooks it may have; 0 for any number.
     *
     * @param usual that of a workspace that has none of its own
     */
    public int webhookLimitOr(int usual) {
        return webhookLimit == null ? usual : webhookLimit;
    }

    /** Without blanks, and with something before and behind one @: the mail server decides. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.chars().noneMatch(c -> c <= ' ' || c == 0x7F);
    }

    /** Without the secret and the address. */
    @Override
    public String toString() {
        return "Workspace[id=%d, name=%s, webhookLimit=%s]".formatted(id, name, webhookLimit);
    }
}

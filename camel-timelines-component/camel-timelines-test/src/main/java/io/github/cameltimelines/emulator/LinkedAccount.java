package io.github.cameltimelines.emulator;

import java.util.function.UnaryOperator;

/**
 * A WhatsApp number of the workspace, linked by QR code: what happens to it sends {@code
 * whatsapp:account:*} webhooks, and it can send only while it is connected. Thread-safe.
 */
public final class LinkedAccount {

    private final Workspace workspace;
    private final Events events;
    private final String id;

    LinkedAccount(Workspace workspace, Events events, String id) {
        this.workspace = workspace;
        this.events = events;
        this.id = id;
    }

    /** The account's JID, as {@code whatsapp_account_id} has it. */
    public String id() {
        return id;
    }

    /** {@code whatsapp:account:connected}; the account becomes the one that sends by default. */
    public LinkedAccount connects() {
        return change("connected", account -> account.connected(workspace.times.now()));
    }

    /** {@code whatsapp:account:disconnected}: for good, until it connects again. */
    public LinkedAccount disconnects() {
        return change(
                "disconnected", account -> account.with("disconnected", workspace.times.now()));
    }

    /** {@code whatsapp:account:suspended}: not synchronised for the time being. */
    public LinkedAccount suspends() {
        return change("suspended", account -> account.with("suspended", null));
    }

    /** {@code whatsapp:account:resumed}. */
    public LinkedAccount resumes() {
        return change("resumed", account -> account.with("active", null));
    }

    private LinkedAccount change(String what, UnaryOperator<Account> change) {
        workspace.run(
                () -> {
                    Account changed =
                            workspace.accounts.computeIfPresent(id, (k, a) -> change.apply(a));
                    if (changed == null) {
                        throw new IllegalStateException("The account is gone since a reset");
                    }
                    events.account(what, changed);
                });
        return this;
    }
}

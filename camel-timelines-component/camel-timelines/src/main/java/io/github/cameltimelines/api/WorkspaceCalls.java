package io.github.cameltimelines.api;

import io.github.cameltimelines.model.Teammate;
import io.github.cameltimelines.model.Teammates;
import io.github.cameltimelines.model.TextTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import io.github.cameltimelines.model.Workspace;
import java.util.List;

/** The workspace, its WhatsApp accounts, members and templates. Part of {@link TimelinesApi}. */
public final class WorkspaceCalls {

    private final TimelinesApi api;

    WorkspaceCalls(TimelinesApi api) {
        this.api = api;
    }

    /** Plan and quotas. */
    public Workspace get() {
        return api.call(Operations.GET_WORKSPACE, Arguments.none());
    }

    public List<WhatsAppAccount> accounts() {
        return api.call(Operations.LIST_ACCOUNTS, Arguments.none());
    }

    public Teammates teammates() {
        return api.call(Operations.LIST_TEAMMATES, Arguments.none());
    }

    /** The member whose token this is. */
    public Teammate me() {
        return api.call(Operations.GET_ME, Arguments.none());
    }

    public List<TextTemplate> templates() {
        return api.call(Operations.LIST_TEMPLATES, Arguments.none());
    }
}

package io.github.cameltimelines.hub.api;

/** Where the hub is called. */
public final class HubPaths {

    /** TimelinesAI's API. */
    public static final String API = "/integrations/api";

    /** What the hub has besides. */
    public static final String HUB_API = "/hub/api/v1";

    /** Followed by the secret of a workspace. */
    public static final String HOOKS = "/hooks";

    /** The pages for people. */
    public static final String CONSOLE = "/console";

    private HubPaths() {}
}

package io.github.cameltimelines.hub.api;

import io.github.cameltimelines.workspace.Workspace;

/**
 * Who calls the API.
 *
 * @param workspace the only one whose things it may see and change
 * @param member the name of its token
 */
public record Caller(Workspace workspace, String member) {}

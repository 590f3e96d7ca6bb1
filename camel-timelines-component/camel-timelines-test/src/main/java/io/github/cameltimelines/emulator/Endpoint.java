package io.github.cameltimelines.emulator;

/** Serves one method of one path, with the workspace locked. */
@FunctionalInterface
interface Endpoint {

    /**
     * Answers the call.
     *
     * @throws ApiProblem if it cannot be served
     */
    Reply serve(Call call);
}

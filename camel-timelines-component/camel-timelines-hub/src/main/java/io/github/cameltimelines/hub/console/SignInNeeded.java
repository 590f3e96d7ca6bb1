package io.github.cameltimelines.hub.console;

/** Nobody is signed in, or not any more. */
final class SignInNeeded extends RuntimeException {

    private static final long serialVersionUID = 1;

    SignInNeeded() {
        super("Sign in first", null, false, false);
    }
}

package io.github.cameltimelines.springboot;

/** A property of the application has no usable value; says what to write instead. */
final class PropertyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    PropertyException(String what, String action) {
        super(what);
        this.action = action;
    }

    String action() {
        return action;
    }
}

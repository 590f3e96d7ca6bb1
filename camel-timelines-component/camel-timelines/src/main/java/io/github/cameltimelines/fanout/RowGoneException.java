package io.github.cameltimelines.fanout;

/** A fan-out row is not as it was read: another node has it, or a commit that got lost landed. */
final class RowGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RowGoneException() {
        super("a fan-out row is not as it was read");
    }
}

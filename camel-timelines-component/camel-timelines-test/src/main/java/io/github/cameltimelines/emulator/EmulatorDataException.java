package io.github.cameltimelines.emulator;

/** The file that the emulator's workspace is kept in cannot be used. The message names it. */
public final class EmulatorDataException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    EmulatorDataException(String message) {
        super(message);
    }
}

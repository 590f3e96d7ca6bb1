package io.github.cameltimelines.hub;

/** A setting is unknown, or its value is none; says in one line what to write instead. */
public final class HubSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public HubSettingException(String message) {
        super(message);
    }
}

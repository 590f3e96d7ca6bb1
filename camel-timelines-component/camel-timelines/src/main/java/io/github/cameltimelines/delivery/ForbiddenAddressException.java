package io.github.cameltimelines.delivery;

import java.io.IOException;

/** A host that must not be delivered to. The message names neither it nor its address. */
final class ForbiddenAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}

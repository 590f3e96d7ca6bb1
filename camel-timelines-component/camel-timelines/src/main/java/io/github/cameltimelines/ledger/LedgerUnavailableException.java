package io.github.cameltimelines.ledger;

/**
 * The ledger's database does not answer, or is not one that the ledger can use. Nothing was stored.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

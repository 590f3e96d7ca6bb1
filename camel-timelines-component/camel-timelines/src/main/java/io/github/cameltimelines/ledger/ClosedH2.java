package io.github.cameltimelines.ledger;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * An H2 database that was closed, by {@code SHUTDOWN} or by a fault. Connections to it call
 * themselves valid and fail for ever, while a new one opens the file again: so none of them may be
 * given back to the pool.
 */
final class ClosedH2 implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        boolean closed =
                e.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED
                        || e.getErrorCode() == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN;
        return closed ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}

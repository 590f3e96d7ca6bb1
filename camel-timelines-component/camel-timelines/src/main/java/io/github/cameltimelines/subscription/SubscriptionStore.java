package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The subscriptions in the ledger, row by row. Thread-safe. */
final class SubscriptionStore {

    private final Ledger ledger;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    SubscriptionStore(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
        this.clock = clock;
    }

    /**
     * Changes subscriptions in one transaction, one of all nodes after the other; on the disk when
     * this returns.
     *
     * @param member who changes them, for the change log; null where nobody does
     */
    <R> R edit(String member, Function<SubscriptionEdits, R> work) {
        try (HeldConnection connection = ledger.holdSynced()) {
            return connection.transact(
                    open -> {
                        JdbcTemplate in =
                                new JdbcTemplate(new SingleConnectionDataSource(open, true));
                        in.update(
                                "UPDATE timelines_changed SET revision = revision + 1"
                                        + " WHERE what = 'subscription'");
                        return work.apply(new SubscriptionEdits(in, ledger.ids(), clock, member));
                    });
        } catch (SQLException e) {
            throw new LedgerUnavailableException(
                    "The subscriptions cannot be changed: " + e.getMessage(), e);
        }
    }

    List<Subscription> all() {
        return jdbc.query(
                "SELECT * FROM timelines_subscription ORDER BY subscription_id",
                SubscriptionRows::read);
    }

    /** Grows with every change, so that a node sees cheaply that there was one. */
    long revision() {
        Long revision =
                jdbc.queryForObject(
                        "SELECT revision FROM timelines_changed WHERE what = 'subscription'",
                        Long.class);
        return revision == null ? 0 : revision;
    }
}

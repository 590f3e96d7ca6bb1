package io.github.cameltimelines.fanout;

import io.github.cameltimelines.outbox.Admissions;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.outbox.Lanes;
import io.github.cameltimelines.subscription.Subscription.Ordering;

/**
 * The way of what is owed into the ledger, for one writer of the inbox: admitted before it is
 * inserted with its event, and told afterwards what became of the insert. For one thread.
 */
public final class Intake {

    private final int node;
    private final Admissions admissions;
    private final FanOutBacklog backlog;
    private final Expander expander;

    Intake(int node, Admissions admissions, FanOutBacklog backlog, Expander expander) {
        this.node = node;
        this.admissions = admissions;
        this.backlog = backlog;
        this.expander = expander;
    }

    /** Decides which way it goes, and where its deliveries begin, before it is inserted. */
    public void admit(Owed owed) {
        if (owed.row() == null && wouldOvertake(owed)) {
            owed.widen(node, FanOut.lane(owed));
        }
        if (owed.row() == null) {
            admissions.admit(owed.deliveries());
        } else {
            backlog.admit(owed);
        }
    }

    private boolean wouldOvertake(Owed owed) {
        boolean ordered = owed.deliveries().stream().anyMatch(one -> Lanes.isOrdered(one.lane()));
        return ordered
                && !backlog.isIdle()
                && (owed.deliveries().stream().anyMatch(Intake::isStrict)
                        || backlog.blocks(FanOut.lane(owed)));
    }

    private static boolean isStrict(Delivery delivery) {
        return delivery.subscription().ordering() == Ordering.STRICT;
    }

    /** The insert is on the disk. */
    public void committed(Owed owed) {
        if (owed.row() == null) {
            admissions.committed(owed.deliveries());
        } else {
            backlog.committed(owed);
            expander.wake();
        }
    }

    /** It was not inserted. */
    public void withdrawn(Owed owed) {
        if (owed.row() == null) {
            admissions.withdrawn(owed.deliveries());
        } else {
            backlog.withdrawn(owed);
        }
    }

    /** Nobody knows whether it was inserted: the commit got lost. */
    public void inDoubt(Owed owed) {
        if (owed.row() == null) {
            admissions.inDoubt(owed.deliveries());
        } else {
            backlog.withdrawn(owed);
            backlog.lookInLedger();
            expander.inDoubt();
        }
    }
}

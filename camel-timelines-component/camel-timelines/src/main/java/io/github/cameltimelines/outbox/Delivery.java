package io.github.cameltimelines.outbox;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;

/**
 * One event owed to one subscription, while it is on its way into or through this node's memory.
 * Guarded by its {@link DeliveryQueue}.
 */
public final class Delivery implements DeliveryRow {

    /** The lane of one that nothing must be ordered with. */
    public static final long UNORDERED = -1;

    /** Holder of a row that whoever comes first may claim, from its turn on. */
    static final int FREE = 0;

    /** Turn of a free row that is resent by hand: it has been due for long. */
    static final long BY_HAND = 1;

    /** Holder of a row that is not tried again by itself. */
    static final int GIVEN_UP = -1;

    /** Holder of a row that waits behind the head of its lane; its turn is the lane. */
    static final int WAITING = -2;

    private long id;
    private final long eventId;
    private final int subscriptionId;
    private final Subscription subscription;
    private long lane;
    private final Event event;
    private int attempts;
    private int holder = FREE;
    private long turn;
    private Admission admission = Admission.FOREIGN;
    private DeliveryQueue admittedBy;
    private Lane parkedIn;
    private Channel channel;
    private boolean byHand;
    private boolean erased;
    private boolean resent;
    private int resentAfter;

    /**
     * What this node counted when it admitted the row, to be taken back when the row is in the
     * ledger.
     */
    enum Admission {
        FOREIGN,
        SPILLED,
        WAITING,
        HELD,
        STAGED
    }

    /**
     * @param lane of the others that it must not overtake; see {@link #UNORDERED}
     */
    public Delivery(long eventId, Subscription subscription, long lane, Event event) {
        this(0, eventId, subscription.id(), subscription, lane, event, 0);
    }

    Delivery(
            long id,
            long eventId,
            int subscriptionId,
            Subscription subscription,
            long lane,
            Event event,
            int attempts) {
        this.subscriptionId = subscriptionId;
        this.id = id;
        this.eventId = eventId;
        this.subscription = subscription;
        this.lane = lane;
        this.event = event;
        this.attempts = attempts;
    }

    /** Gives a new one its id: when it is admitted, so that ids and lanes have the same order. */
    void number(long newId) {
        id = newId;
        if (!ordered()) {
            lane = Lanes.unordered(newId);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long eventId() {
        return eventId;
    }

    public Subscription subscription() {
        return subscription;
    }

    @Override
    public int subscriptionId() {
        return subscriptionId;
    }

    @Override
    public int queue() {
        return subscription.queue();
    }

    @Override
    public long lane() {
        return lane;
    }

    public Event event() {
        return event;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public int holder() {
        return holder;
    }

    @Override
    public long turn() {
        return turn;
    }

    Admission admission() {
        return admission;
    }

    void countAttempt() {
        attempts++;
    }

    void admitted(Admission how, int newHolder, long newTurn) {
        admission = how;
        holder = newHolder;
        turn = newTurn;
    }

    /** The queue that counts it as on its way into the ledger; null when none does. */
    DeliveryQueue admittedBy() {
        return admittedBy;
    }

    void admittedBy(DeliveryQueue queue) {
        admittedBy = queue;
    }

    /** The lane that counts it as on its way to the waiting rows. */
    Lane parkedIn() {
        return parkedIn;
    }

    void parkedIn(Lane lane) {
        parkedIn = lane;
    }

    /** That of its subscription, while it is held. */
    Channel channel() {
        return channel;
    }

    void channel(Channel its) {
        channel = its;
    }

    /** It goes at once, whatever its lane waits for. */
    boolean isByHand() {
        return byHand;
    }

    void resentByHand() {
        byHand = true;
    }

    /** Its event was erased: it is dropped when its turn comes. */
    boolean isErased() {
        return erased;
    }

    void erased() {
        erased = true;
    }

    /** It was resent when it had that many attempts. */
    void resentAfter(int attemptsThen) {
        resent = true;
        resentAfter = attemptsThen;
    }

    /** Attempts since it was accepted or last resent: the retry schedule goes by them. */
    int attemptsOfSchedule() {
        return attempts - resentAfter;
    }

    /** Neither tried nor resent before: it goes before those that were. */
    boolean isNew() {
        return attempts == 0 && !resent;
    }

    boolean ordered() {
        return Lanes.isOrdered(lane);
    }
}

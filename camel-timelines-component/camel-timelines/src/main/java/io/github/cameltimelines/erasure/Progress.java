package io.github.cameltimelines.erasure;

/**
 * An erasure that is under way, as its row says.
 *
 * @param reached of the step: ids up to it are through; the revision of the nodes, in {@code NODES}
 * @param reachTo of the step: the last id
 */
record Progress(
        int id,
        int workspaceId,
        Subject subject,
        Step step,
        long reached,
        long reachTo,
        int events,
        int deliveries,
        int attempts) {

    /** In their order. */
    enum Step {
        /** Looks into the payloads for the phone, and for the chats that are its own. */
        PAYLOADS,
        /** Erases what is left of the chats. */
        CHATS,
        /** Erases the chats in the wishes of replays, and ends those. */
        REPLAYS,
        /** Drops what is owed of what was erased. */
        DELIVERIES,
        /** Waits until no node has any of it in memory. */
        NODES,
        /** Erases what destinations answered. */
        ATTEMPTS,
        DONE
    }

    static Step firstOf(Subject subject) {
        return subject.kind() == Subject.Kind.PHONE ? Step.PAYLOADS : Step.CHATS;
    }

    Progress events(long newReached, Subject now, int more) {
        return at(newReached, now, events + more, deliveries, attempts);
    }

    Progress deliveries(long newReached, int more) {
        return at(newReached, subject, events, deliveries + more, attempts);
    }

    Progress attempts(long newReached, int more) {
        return at(newReached, subject, events, deliveries, attempts + more);
    }

    private Progress at(long newReached, Subject now, int e, int d, int a) {
        return new Progress(id, workspaceId, now, step, newReached, reachTo, e, d, a);
    }

    Progress next(Step newStep, long from, long to) {
        return new Progress(
                id, workspaceId, subject, newStep, from, to, events, deliveries, attempts);
    }
}

package io.github.cameltimelines.log;

import java.util.List;

/** Is told which subscriptions began to fail, and which recovered. */
@FunctionalInterface
public interface FailureListener {

    /**
     * Called after the commit that says so, on one node. Each crossing is told once, by the node
     * that counted it; one that came and went within a second is not. A node that dies between the
     * commit and the call tells nobody: {@link Alerts#pending} finds that. Must not block.
     *
     * @param failing numbers of subscriptions that have now failed five times one after the other
     * @param recovered numbers of those for which a success ended that
     */
    void changed(List<Integer> failing, List<Integer> recovered);
}

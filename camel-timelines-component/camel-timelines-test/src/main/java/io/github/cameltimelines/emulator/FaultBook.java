package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which faults are still to come. Only touched while the workspace is locked. */
final class FaultBook {

    private static final class Pending {
        final ApiFault fault;
        int left;

        Pending(ApiFault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private final List<Pending> api = new ArrayList<>();
    boolean tokenRevoked;
    int failedSends;
    int lost;
    int duplicated;
    int reordered;
    int delayed;
    long delayMs;

    void add(ApiFault fault) {
        api.add(new Pending(fault));
    }

    /** The fault that this call meets, if any; it counts down. */
    Optional<ApiFault> take(String method, String path) {
        for (Iterator<Pending> i = api.iterator(); i.hasNext(); ) {
            Pending pending = i.next();
            if (pending.fault.matches(method, path)) {
                if (pending.left != Integer.MAX_VALUE && --pending.left == 0) {
                    i.remove();
                }
                return Optional.of(pending.fault);
            }
        }
        return Optional.empty();
    }

    boolean takeFailedSend() {
        return failedSends > 0 && failedSends-- > 0;
    }

    boolean takeLost() {
        return lost > 0 && lost-- > 0;
    }

    boolean takeDuplicated() {
        return duplicated > 0 && duplicated-- > 0;
    }

    boolean takeReordered() {
        return reordered > 0 && reordered-- > 0;
    }

    boolean reordering() {
        return reordered > 0;
    }

    long takeDelayMs() {
        if (delayed == 0) {
            return 0;
        }
        delayed--;
        return delayMs;
    }

    void clear() {
        api.clear();
        tokenRevoked = false;
        failedSends = 0;
        lost = 0;
        duplicated = 0;
        reordered = 0;
        delayed = 0;
        delayMs = 0;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("api");
        for (Pending pending : api) {
            ApiFault fault = pending.fault;
            ObjectNode node = list.addObject();
            node.put("kind", fault.kind().name().toLowerCase(Locale.ROOT));
            node.put("status", fault.status()).put("times_left", pending.left);
            node.put("after_performing", fault.performs());
            node.put("method", fault.method()).put("path", fault.path());
        }
        json.put("token_revoked", tokenRevoked).put("fail_sends", failedSends);
        json.putObject("webhooks")
                .put("lose", lost)
                .put("duplicate", duplicated)
                .put("reorder", reordered)
                .put("delay", delayed)
                .put("delay_ms", delayMs);
        return json;
    }
}

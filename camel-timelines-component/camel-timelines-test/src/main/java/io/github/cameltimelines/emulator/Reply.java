package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an endpoint answers: a status and a JSON body. */
record Reply(int status, JsonNode body) {

    static Reply ok(JsonNode data) {
        return ok(200, data);
    }

    static Reply ok(int status, JsonNode data) {
        ObjectNode body = Json.object().put("status", "ok");
        body.set("data", data);
        return new Reply(status, body);
    }

    /** Deletes and some changes answer without {@code data} (fact sheet §1). */
    static Reply ok() {
        return new Reply(200, Json.object().put("status", "ok"));
    }

    static Reply uid(String messageUid) {
        return ok(Json.object().put("message_uid", messageUid));
    }
}

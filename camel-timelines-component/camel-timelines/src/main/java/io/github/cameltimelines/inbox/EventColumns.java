package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.outbox.DeliveryRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The insert of a batch of events, as one statement. */
final class EventColumns {

    static final int COUNT = 6;
    private static final int CHAT_ID_MAX = 255;

    private EventColumns() {}

    static String insert(Dialect dialect) {
        String bytes = dialect == Dialect.POSTGRESQL ? "BYTEA" : "VARBINARY";
        return "INSERT INTO timelines_event (event_id, workspace_id, event_key, event_type, chat_id, payload) "
                + SqlArrays.select(
                        dialect, "BIGINT", "INTEGER", "UUID", "VARCHAR", "VARCHAR", bytes);
    }

    static void bind(PreparedStatement to, List<Arrival> arrivals) throws SQLException {
        SqlArrays.bigints(to, 1, arrivals, arrival -> arrival.eventId);
        SqlArrays.integers(to, 2, arrivals, arrival -> arrival.workspaceId);
        SqlArrays.uuids(to, 3, arrivals, arrival -> arrival.key);
        SqlArrays.texts(to, 4, arrivals, arrival -> arrival.event.type());
        SqlArrays.texts(to, 5, arrivals, arrival -> storable(arrival.event.chatId()));
        SqlArrays.bytes(to, 6, arrivals, arrival -> arrival.event.body());
    }

    static List<DeliveryRow> deliveries(List<Arrival> arrivals) {
        List<DeliveryRow> deliveries = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> deliveries.addAll(arrival.owed.rows()));
        return deliveries;
    }

    /** A chat id that no column refuses; the payload keeps it as it came. */
    private static String storable(String chatId) {
        if (chatId == null) {
            return null;
        }
        String text = chatId.indexOf('\0') < 0 ? chatId : chatId.replace("\0", "");
        return text.length() <= CHAT_ID_MAX ? text : text.substring(0, CHAT_ID_MAX);
    }
}

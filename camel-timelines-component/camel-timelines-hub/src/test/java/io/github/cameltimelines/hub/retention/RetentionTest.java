package io.github.cameltimelines.hub.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final String ROUTE = "timelines-retention";
    private static final String EVENTS = "/hub/api/v1/events";

    /** Two days are more than a day, in ids: see TimeOrderedIds. */
    private static final long TWO_DAYS = 2 * 86_400_000L << 22;

    @TempDir Path folder;

    private static String event(int number) {
        return "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                + "\"message\":{\"message_uid\":\"u-%d\",\"direction\":\"received\"}}"
                        .formatted(number);
    }

    private static void makeOlder(RunningHub hub) throws SQLException {
        try (Connection connection = hub.pipeline().ledger().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE timelines_event SET event_id = event_id - " + TWO_DAYS))
                    .isPositive();
        }
    }

    /** As its timer does, and into that list what comes of it. */
    private static List<Object> sweepAtOnce(CamelContext camel) throws Exception {
        List<Object> deleted = new CopyOnWriteArrayList<>();
        AdviceWith.adviceWith(
                camel,
                ROUTE,
                route -> {
                    route.replaceFromWith("timer:at-once?delay=0&repeatCount=1");
                    route.weaveAddLast()
                            .process(exchange -> deleted.add(exchange.getMessage().getBody()));
                });
        return deleted;
    }

    @Test
    void the_route_deletes_what_is_older_than_is_set_and_nothing_else() throws Exception {
        Map<String, String> settings =
                Map.of("timelines.retention.events", "1d", "timelines.dedup.window", "1d");
        try (RunningHub hub = RunningHub.start(folder, settings)) {
            hub.post(EVENTS, event(1));
            hub.post(EVENTS, event(2));
            makeOlder(hub);
            hub.post(EVENTS, event(3));
            List<Object> deleted = sweepAtOnce(hub.camel());
            await().until(() -> !deleted.isEmpty());
            assertThat(deleted).containsExactly(2L);
        }
    }

    @Test
    void by_default_events_of_two_days_stay() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            hub.post(EVENTS, event(1));
            makeOlder(hub);
            List<Object> deleted = sweepAtOnce(hub.camel());
            await().until(() -> !deleted.isEmpty());
            assertThat(deleted).containsExactly(0L);
        }
    }

    @Test
    void an_application_can_put_its_own_route_in_the_place_of_ours() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            assertThat(hub.camel().getRoute(ROUTE).getDescription()).isNotBlank();
            hub.camel().getRouteController().stopRoute(ROUTE);
            assertThat(hub.camel().removeRoute(ROUTE)).isTrue();
            List<String> archived = new CopyOnWriteArrayList<>();
            hub.camel()
                    .addRoutes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("timer:own?delay=0&repeatCount=1")
                                            .routeId(ROUTE)
                                            .process(exchange -> archived.add("archived"));
                                }
                            });
            await().until(() -> !archived.isEmpty());
        }
    }

    @Test
    void a_window_of_nothing_takes_a_repetition_for_a_new_event() throws Exception {
        Map<String, String> settings =
                Map.of("timelines.dedup.window", "0s", "timelines.dedup.hashed-window", "0s");
        try (RunningHub hub = RunningHub.start(folder, settings)) {
            hub.post(EVENTS, event(1));
            assertThat(hub.post(EVENTS, event(1)).data().get("duplicate").booleanValue()).isFalse();
        }
    }
}

package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Pace;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventTypePattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running pipeline on a ledger that the subclass names, and what tests do with it. */
abstract class PipelineFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final ExecutorService workers = Executors.newFixedThreadPool(8);
    final Halts halts = new Halts();
    final SettableClock clock = new SettableClock(halts);
    TimelinesPipeline pipeline;

    /** The same ledger each time in one test. */
    abstract LedgerSettings ledger();

    @BeforeEach
    void open() {
        pipeline = start();
    }

    TimelinesPipeline start() {
        return TimelinesPipeline.start(ledger(), Retention.Ages.DEFAULT, clock);
    }

    @AfterEach
    void close() throws Exception {
        halts.endAll();
        pipeline.close();
        workers.shutdownNow();
    }

    static byte[] message(int chat, String uid) {
        return message(chat, uid, "Hi");
    }

    static byte[] message(int chat, String uid, String text) {
        return ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":"
                        + chat
                        + ",\"full_name\":\"Ana\"},\"message\":{\"text\":\""
                        + text
                        + "\",\"direction\":\"received\",\"message_uid\":\""
                        + uid
                        + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] closed(int chat, int number) {
        return ("{\"event_type\":\"chat:closed\",\"number\":%d,\"chat\":{\"chat_id\":%d}}"
                        .formatted(number, chat))
                .getBytes(StandardCharsets.UTF_8);
    }

    CompletableFuture<Acceptance> post(byte[] body) {
        return post(pipeline, body);
    }

    static CompletableFuture<Acceptance> post(TimelinesPipeline to, byte[] body) {
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        to.inbox().accept(body, 1, Event.DEFAULT_WORKSPACE, answer::complete);
        return answer;
    }

    Subscription subscription(String name, String types, Ordering ordering) {
        return subscription(pipeline, name, types, ordering);
    }

    static Subscription subscription(
            TimelinesPipeline of, String name, String types, Ordering ordering) {
        return of.subscriptions()
                .save(
                        new Subscription(
                                0,
                                1,
                                name,
                                EventTypePattern.parse(types),
                                "route:" + name,
                                ordering,
                                false));
    }

    /** One with an HTTP destination, of which only the pace matters here. */
    static Subscription http(
            TimelinesPipeline of, String name, String types, Ordering ordering, Pace pace) {
        return of.subscriptions().save(http(name, types, ordering, pace, true));
    }

    static Subscription http(
            String name, String types, Ordering ordering, Pace pace, boolean enabled) {
        String url = "http://127.0.0.1/" + name;
        return Subscription.overHttp(
                        1,
                        types,
                        new HttpSettings(
                                URI.create(url),
                                EventBody.Format.TIMELINES,
                                Map.of(),
                                List.of(),
                                HttpSettings.DEFAULT_TIMEOUT,
                                pace.retrySchedule(),
                                pace.concurrency(),
                                pace.ratePerSecond()))
                .ordering(ordering)
                .enabled(enabled)
                .build();
    }

    /** What {@link #http} called it. */
    static String nameOf(Subscription one) {
        return one.destination().substring(one.destination().lastIndexOf('/') + 1);
    }

    static Pace pace(String schedule, int concurrency, int ratePerSecond) {
        return new Pace(RetrySchedule.parse(schedule), concurrency, ratePerSecond);
    }

    /** The queue of all HTTP destinations, with a small memory. */
    static QueueSettings httpTo(Destination destination, Executor workers, int capacity) {
        QueueSettings usual = QueueSettings.http(destination, workers);
        return new QueueSettings(
                destination, usual.pace(), usual.concurrency(), workers, capacity, 32 << 20);
    }

    QueueSettings to(Destination destination, String schedule) {
        return new QueueSettings(
                destination, RetrySchedule.parse(schedule), 8, workers, 5_000, 32 << 20);
    }

    static Destination into(List<Event> events) {
        return (attempt, answer) -> {
            events.add(attempt.event());
            answer.accept(Answer.delivered(Duration.ZERO));
        };
    }

    /** Rows in the ledger that say that something is owed. */
    int owed() throws SQLException {
        return rows("delivery");
    }

    /** Rows of that table of the ledger, as another connection sees them. */
    int rows(String table) throws SQLException {
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM timelines_" + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}

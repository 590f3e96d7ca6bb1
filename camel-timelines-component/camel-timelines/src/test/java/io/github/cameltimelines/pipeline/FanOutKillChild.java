package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The process that is killed while it expands: a pipeline with many subscriptions, which accepts
 * one event after the other, writes down which were accepted, and which subscription took what.
 */
final class FanOutKillChild {

    static final int SUBSCRIPTIONS = 150;
    static final int CHATS = 4;
    private static final int CAPACITY = 1_000; // so that some wait in the ledger

    private static final int AHEAD_MAX = 15_000;
    private static final AtomicLong TAKEN = new AtomicLong();

    private FanOutKillChild() {}

    static Path accepted(Path delivered) {
        return delivered.resolveSibling("accepted.txt");
    }

    /** Arguments: any, file for what is delivered, JDBC URL or folder of the ledger. */
    public static void main(String[] arguments) throws Exception {
        LedgerSettings ledger;
        if (arguments[2].startsWith("jdbc:")) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(arguments[2]);
            ledger = LedgerSettings.in(dataSource, Duration.ofSeconds(1));
        } else {
            ledger = LedgerSettings.embedded(Path.of(arguments[2]));
        }
        Path deliveredFile = Path.of(arguments[1]);
        FileChannel delivered = appendTo(deliveredFile);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        TimelinesPipeline pipeline =
                TimelinesPipeline.start(ledger, Retention.Ages.DEFAULT, Clock.systemUTC());
        if (pipeline.subscriptions().all().size() < SUBSCRIPTIONS) {
            for (int number = 0; number < SUBSCRIPTIONS; number++) {
                PipelineFixture.http(
                        pipeline,
                        "many-" + number,
                        "*",
                        Ordering.CHAT,
                        PipelineFixture.pace("100ms", 4, 0));
            }
        }
        pipeline.outbox()
                .serveHttp(
                        PipelineFixture.httpTo(
                                (attempt, answer) -> take(delivered, attempt, answer),
                                workers,
                                CAPACITY));
        acceptOneAfterTheOther(pipeline, accepted(deliveredFile));
    }

    private static void acceptOneAfterTheOther(TimelinesPipeline pipeline, Path file)
            throws Exception {
        FileChannel accepted = appendTo(file);
        long posted = 0;
        long number = Files.readAllLines(file).size();
        while (true) {
            while (posted * SUBSCRIPTIONS - TAKEN.get() > AHEAD_MAX) {
                LockSupport.parkNanos(1_000_000);
            }
            posted++;
            String uid = number % CHATS + "-" + number;
            byte[] message = PipelineFixture.message((int) (number % CHATS), uid);
            Acceptance answer = PipelineFixture.post(pipeline, message).get();
            if (answer instanceof Acceptance.Stored || answer instanceof Acceptance.Duplicate) {
                write(accepted, uid + "\n");
                number++;
            }
        }
    }

    private static FileChannel appendTo(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void take(FileChannel file, Attempt attempt, Consumer<Answer> answer) {
        write(
                file,
                PipelineFixture.nameOf(attempt.subscription())
                        + " "
                        + attempt.event().messageUid()
                        + "\n");
        TAKEN.incrementAndGet();
        answer.accept(Answer.delivered(Duration.ZERO));
    }

    private static void write(FileChannel file, String line) {
        try {
            synchronized (file) {
                file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an event needs on its way is free again when it has arrived. */
class LeakTest {

    private static final int EVENTS = 1_000;

    /** Keys wait in memory until there are enough of them for a transaction, by design. */
    private static final String KEY_ON_ITS_WAY = "io.github.cameltimelines.inbox.H2KeyIndex$Key";

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM_HTTP", "UNDERTOW"})
    void delivered_events_leave_no_object_of_ours_behind(HookFixture.Server server)
            throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        try (HookFixture app = new HookFixture(server)) {
            app.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("timelines:message:received:new")
                                    .process(exchange -> delivered.incrementAndGet());
                        }
                    });
            for (int event = 0; event < EVENTS; event++) {
                app.post(HookFixture.message(event % 50, "uid-" + event));
            }
            await().atMost(HookFixture.PATIENCE).until(() -> delivered.get() == EVENTS);

            await().atMost(HookFixture.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(instancesOfOurs())
                                            .allSatisfy(
                                                    (type, count) ->
                                                            assertThat(count)
                                                                    .as(type)
                                                                    .isLessThan(EVENTS / 2)));
        }
    }

    /** After a full collection, as {@code jcmd GC.class_histogram} counts them. */
    private static Map<String, Integer> instancesOfOurs() throws Exception {
        String histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : histogram.split("\n")) {
            String[] columns = line.trim().split("\\s+");
            if (columns.length >= 4 && columns[3].startsWith("io.github.cameltimelines.")) {
                counts.put(columns[3], Integer.parseInt(columns[1]));
            }
        }
        assertThat(counts).as(histogram).isNotEmpty();
        counts.remove(KEY_ON_ITS_WAY);
        return counts;
    }
}

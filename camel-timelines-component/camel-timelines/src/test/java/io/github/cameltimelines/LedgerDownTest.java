package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the ledger does not answer nobody is told 200, and nothing has to be restarted after. */
class LedgerDownTest {

    private final HookFixture app = new HookFixture();
    private final BreakableDataSource database = new BreakableDataSource(h2());
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:ledger-down;DB_CLOSE_DELAY=-1");
        return h2;
    }

    @AfterEach
    void stop() {
        database.repair();
        app.close();
    }

    @Test
    void calls_are_answered_503_with_retry_after_and_health_is_down_until_the_ledger_is_back() {
        app.timelines().setDataSource(database);
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:message:*")
                                .process(
                                        exchange ->
                                                seen.add(
                                                        exchange.getMessage()
                                                                .getHeader(
                                                                        "CamelTimelinesMessageUid",
                                                                        String.class)));
                    }
                });
        assertThat(app.post(message(1, "before")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.contains("before"));
        assertThat(health()).isEqualTo(HealthCheck.State.UP);

        database.fail();
        HttpResponse<String> refused = app.post(message(1, "during"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).doesNotContain("SQL", "jdbc", "at ");
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);

        database.repair();
        await().atMost(PATIENCE).until(() -> app.post(message(1, "during")).statusCode() == 200);
        await().atMost(PATIENCE).until(() -> seen.contains("during"));
        await().atMost(PATIENCE).until(() -> health() == HealthCheck.State.UP);
    }

    @Test
    void the_health_check_goes_with_the_context() {
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:message:*").to("mock:seen");
                    }
                });
        HealthCheckRegistry registry = HealthCheckRegistry.get(app.camel());
        assertThat(registry.getCheck(LedgerHealthCheck.ID)).isPresent();

        app.camel().stop();

        assertThat(registry.getCheck(LedgerHealthCheck.ID)).isEmpty();
    }

    @Test
    void the_context_stops_though_the_ledger_is_down_and_leaves_no_thread() {
        app.timelines().setDataSource(database);
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        // So that this attempt cannot be noted.
                        from("timelines:message:*").process(exchange -> database.fail());
                    }
                });
        app.post(message(1, "a"));
        await().atMost(PATIENCE).until(database::isBroken);

        app.camel().stop();

        assertThat(app.camel().getStatus().isStopped()).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .noneMatch(name -> name.contains("timelines-")));
    }

    private HealthCheck.State health() {
        return HealthCheckRegistry.get(app.camel())
                .getCheck(LedgerHealthCheck.ID)
                .orElseThrow()
                .call()
                .getState();
    }
}

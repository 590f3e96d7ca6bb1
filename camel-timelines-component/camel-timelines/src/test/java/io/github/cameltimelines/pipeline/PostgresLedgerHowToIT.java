package io.github.cameltimelines.pipeline;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.FreePort;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The settings of {@code docs/how-to/keep-the-ledger-in-postgresql.md}, on a real PostgreSQL. */
class PostgresLedgerHowToIT {

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void two_nodes_share_ledger_webhook_and_secret_and_work_on_an_event_once() throws Exception {
        String database = PostgresServer.emptyDatabase();
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            int port = FreePort.next();
            // What balances the load calls the first of them.
            String publicUrl = "http://localhost:" + port;
            Main first = node(database, timelines, port, publicUrl);
            Main second = node(database, timelines, FreePort.next(), publicUrl);
            try {
                first.start();
                second.start();
                await().atMost(PATIENCE).until(() -> !timelines.webhooks().isEmpty());
                timelines.customer("+34600111222").writes("Hello");
                await().atMost(PATIENCE).until(() -> seen.size() == 1);
                assertThat(timelines.webhooks()).hasSize(1);
            } finally {
                first.stop();
                second.stop();
            }
        }
        assertThat(seen).hasSize(1);
    }

    private Main node(String database, TimelinesEmulator timelines, int port, String publicUrl)
            throws Exception {
        Properties properties = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/docs/postgresql.properties")) {
            properties.load(in);
        }
        String url = PostgresServer.server().getJdbcUrl("postgres", database);
        properties.replaceAll(
                (name, value) ->
                        value.toString()
                                .replace("{{env:LEDGER_URL}}", url)
                                .replace("{{env:LEDGER_USER}}", "postgres")
                                .replace("{{env:LEDGER_PASSWORD}}", "postgres"));
        properties.put("camel.server.enabled", "true");
        properties.put("camel.server.port", Integer.toString(port));
        properties.put("camel.component.timelines.base-url", timelines.baseUrl());
        properties.put("camel.component.timelines.api-token", timelines.token());
        properties.put("camel.component.timelines.public-url", publicUrl);
        Main main = new Main();
        main.setOverrideProperties(properties);
        main.configure()
                .addRoutesBuilder(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("timelines:message:received:new")
                                        .routeId("bot")
                                        .process(
                                                exchange ->
                                                        seen.add(
                                                                exchange.getMessage()
                                                                                .getHeader(
                                                                                        "CamelTimelinesEventId")
                                                                        + "#"
                                                                        + exchange.getMessage()
                                                                                .getHeader(
                                                                                        "CamelTimelinesAttempt")));
                            }
                        });
        return main;
    }
}

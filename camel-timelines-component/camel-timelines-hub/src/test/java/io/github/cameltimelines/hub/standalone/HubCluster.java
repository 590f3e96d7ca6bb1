package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.process.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Three hubs, each a process, on one PostgreSQL; and a receiver. */
final class HubCluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int NODES = 3;
    private static final Path PAGE = Path.of("../../docs/how-to/run-three-nodes.md");

    private final EmbeddedPostgres database;
    private final List<HubNode> nodes = new ArrayList<>();
    final DeliveryRecorder receiver;

    /** Starts all nodes at once, on an empty database. */
    HubCluster(Path folder) throws IOException {
        database =
                EmbeddedPostgres.builder()
                        .setPort(FreePort.next())
                        .setPGStartupWait(PATIENCE)
                        .start();
        receiver = new DeliveryRecorder();
        try {
            for (int number = 0; number < NODES; number++) {
                Path own = Files.createDirectory(folder.resolve("node-" + number));
                try (Writer file = Files.newBufferedWriter(own.resolve("application.properties"))) {
                    settings().store(file, null);
                }
                nodes.add(new HubNode(own, FreePort.next()));
            }
            startAll();
        } catch (IOException | RuntimeException e) {
            try {
                close();
            } catch (Exception inTheWay) {
                e.addSuppressed(inTheWay);
            }
            throw e;
        }
    }

    /** As the page about it has them, with what is to be changed there. */
    private Properties settings() throws IOException {
        Properties settings = new Properties();
        String page = Files.readString(PAGE);
        settings.load(new StringReader(page.split("```properties\n")[1].split("```")[0]));
        Map<String, String> ours =
                Map.of(
                        "timelines.datasource.url",
                        database.getJdbcUrl("postgres", "postgres"),
                        "timelines.datasource.username",
                        "postgres",
                        "timelines.datasource.password",
                        "",
                        "timelines.bootstrap.token",
                        HubNode.TOKEN,
                        "timelines.bootstrap.hook-secret",
                        HubNode.SECRET,
                        "timelines.admin-token",
                        HubNode.ADMIN,
                        "timelines.drain",
                        "4s");
        assertThat(settings.stringPropertyNames()).containsAll(ours.keySet());
        settings.putAll(ours);
        settings.put("timelines.allowed-destinations", "127.0.0.0/8");
        return settings;
    }

    /** Starts those that do not run. */
    void startAll() throws IOException {
        for (HubNode node : nodes) {
            if (!node.isUp()) {
                node.start();
            }
        }
        for (HubNode node : nodes) {
            node.process().awaitReady();
        }
    }

    HubNode node(int number) {
        return nodes.get(number);
    }

    List<HubNode> nodes() {
        return nodes;
    }

    List<String> urls() {
        return nodes.stream().map(HubNode::url).toList();
    }

    /**
     * Makes a webhook that leads to the receiver, and waits until all nodes know it.
     *
     * @param path of the receiver
     * @param more fields of its JSON, each after a comma
     */
    int webhook(String path, String more) throws Exception {
        HubNode.Reply made =
                node(0).call(
                                "POST",
                                "/integrations/api/webhooks",
                                HubNode.TOKEN,
                                "{\"event_type\":\"message:new\",\"url\":\"%s\",\"timeout\":\"60s\"%s}"
                                        .formatted(receiver.url(path), more));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        int id = made.data().get("id").intValue();
        for (HubNode node : nodes) {
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    node.call(
                                                            "GET",
                                                            "/integrations/api/webhooks/" + id,
                                                            HubNode.TOKEN,
                                                            null)
                                                    .status()
                                            == 200);
        }
        return id;
    }

    /** So that one test does not load the next. */
    void deleteWebhooks() throws Exception {
        HubNode any = nodes.stream().filter(HubNode::isUp).findFirst().orElseThrow();
        JsonNode all = any.call("GET", "/integrations/api/webhooks", HubNode.TOKEN, null).data();
        for (JsonNode webhook : all) {
            any.call(
                    "DELETE",
                    "/integrations/api/webhooks/" + webhook.get("id").intValue(),
                    HubNode.TOKEN,
                    null);
        }
    }

    /** What the ledger says is owed, and which nodes there are, for a failure's message. */
    List<String> owed() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String query :
                List.of(
                        "SELECT CONCAT(COUNT(*), ' of subscription ', subscription_id, ' holder ', holder)"
                                + " FROM timelines_delivery GROUP BY subscription_id, holder",
                        "SELECT CONCAT('node ', node_id, ' seen ', seen, ' joined ', joined) FROM timelines_node")) {
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }

    @Override
    public void close() throws Exception {
        try {
            for (HubNode node : nodes) {
                node.close();
            }
            receiver.close();
        } finally {
            database.close();
        }
    }
}

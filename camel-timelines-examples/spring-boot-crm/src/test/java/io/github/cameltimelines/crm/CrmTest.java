package io.github.cameltimelines.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.ApiRequest;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.TimelinesJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The CRM as it is run, against an emulated TimelinesAI. */
class CrmTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static TimelinesEmulator timelines;
    private static ConfigurableApplicationContext crm;

    @BeforeAll
    static void start() {
        timelines = TimelinesEmulator.start();
        Map<String, Object> properties = new HashMap<>(CrmApplication.at(timelines));
        crm =
                CrmApplication.start(
                        properties,
                        "--server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:crm",
                        "--camel.component.timelines.ledger=memory");
        await().atMost(PATIENCE).until(() -> timelines.webhooks().size() == 1);
    }

    @AfterAll
    static void stop() {
        crm.close();
        timelines.close();
    }

    private static HttpResponse<String> call(String method, String path, String body)
            throws Exception {
        String port = crm.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static long contacts(long chat) {
        return crm.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM contact WHERE chat_id = ?")
                .param(chat)
                .query(Long.class)
                .single();
    }

    @Test
    void a_new_chat_is_a_contact_once_and_its_agent_is_assigned_in_timelinesai() throws Exception {
        long chat = timelines.customer("+34600111222").named("Ana Lopez").writes("Hi").chatId();
        await().atMost(PATIENCE).until(() -> contacts(chat) == 1);
        assertThat(call("GET", "/contacts", "").body()).contains("Ana Lopez", "+34600111222");

        assertThat(call("PUT", "/contacts/" + chat + "/agent", "tom@shop.example").statusCode())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> "tom@shop.example".equals(told(chat)));
        assertThat(timelines.requests())
                .filteredOn(request -> request.method().equals("PATCH"))
                .extracting(ApiRequest::path)
                .containsExactly("/chats/" + chat);
        assertThat(call("PUT", "/contacts/99/agent", "tom@shop.example").statusCode())
                .isEqualTo(404);

        crm.getBean(Contacts.class)
                .add(TimelinesJson.mapper().readValue("{\"id\":" + chat + "}", Chat.class));
        assertThat(contacts(chat)).isEqualTo(1);
    }

    private static String told(long chat) {
        return crm.getBean(JdbcClient.class)
                .sql("SELECT told_agent FROM contact WHERE chat_id = ?")
                .param(chat)
                .query(String.class)
                .single();
    }

    @Test
    void the_example_is_short() throws Exception {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            long lines = 0;
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(source).size();
            }
            assertThat(lines).isLessThanOrEqualTo(150);
        }
    }
}

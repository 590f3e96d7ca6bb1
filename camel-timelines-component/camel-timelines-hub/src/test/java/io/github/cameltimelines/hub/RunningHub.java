package io.github.cameltimelines.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.hub.standalone.HubApplication;
import io.github.cameltimelines.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** A hub in this JVM, on a free port, as it runs by itself; called over HTTP. */
public final class RunningHub implements AutoCloseable {

    public static final String TOKEN = "the-token-of-tests";
    public static final String ADMIN = "the-admin-of-all-tests";
    public static final String SECRET = "the-secret-of-the-hook";

    public static final BodyPublisher NOTHING = BodyPublishers.noBody();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer, and its body as JSON where it is. */
    public record Reply(int status, String text, HttpResponse<String> raw) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }

        public JsonNode data() {
            return json().get("data");
        }

        public String code() {
            return json().path("error_code").asText();
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HubServer.Running hub;

    private RunningHub(HubServer.Running hub) {
        this.hub = hub;
    }

    /** One that runs in another JVM, with {@link #TOKEN}. */
    public static RunningHub at(String url) {
        return new RunningHub(new HubServer.Running(null, url, null, () -> {}));
    }

    public static RunningHub start(Path folder) throws Exception {
        return start(folder, Map.of());
    }

    /**
     * With a token, a hook secret and an admin, and what is set besides.
     *
     * @param first routes that are there before those of the hub
     */
    public static RunningHub start(Path folder, Map<String, String> more, RoutesBuilder... first)
            throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("timelines.port", String.valueOf(FreePort.next()));
        settings.put("timelines.data", folder.toString());
        settings.put("timelines.bootstrap.token", TOKEN);
        settings.put("timelines.bootstrap.hook-secret", SECRET);
        settings.put("timelines.admin-token", ADMIN);
        settings.put("timelines.allowed-destinations", "127.0.0.0/8");
        settings.putAll(more);
        return new RunningHub(
                ServiceLoader.load(HubServer.class)
                        .findFirst()
                        .orElse(RunningHub::byItself)
                        .start(settings, first));
    }

    private static HubServer.Running byItself(Map<String, String> settings, RoutesBuilder... first)
            throws Exception {
        HubApplication application = HubApplication.of(HubSettings.of(settings::get));
        Properties camel = new Properties();
        settings.forEach(
                (name, value) -> {
                    if (name.startsWith("camel.")) {
                        camel.setProperty(name, value);
                    }
                });
        Main main = application.main(camel);
        main.configure().getRoutesBuilders().addAll(0, List.of(first));
        // The usual one adds a hook to the JVM that keeps the Main, and its hub, until the end.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.start();
        HubSettings running = application.settings();
        return new HubServer.Running(
                main.getCamelContext(),
                "http://localhost:" + running.port(),
                running.observePort(),
                main::stop);
    }

    public String url() {
        return hub.url();
    }

    /** Of health and metrics, where they have a port of their own. */
    public String observeUrl() {
        return "http://localhost:" + hub.observePort();
    }

    public TimelinesPipeline pipeline() {
        return hub.camel().getComponent("timelines", TimelinesComponent.class).pipeline();
    }

    /** Of the hub, those that answer calls of programs: not the pages for people. */
    public List<String> routes() {
        return answering().map(Route::getRouteId).toList();
    }

    private Stream<Route> answering() {
        return hub.camel().getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("platform-http:"))
                .filter(route -> !route.getRouteId().matches("timelines-(console.*|root)"));
    }

    public CamelContext camel() {
        return hub.camel();
    }

    public void suspend(String route) throws Exception {
        hub.camel().getRouteController().suspendRoute(route);
    }

    public void resume(String route) throws Exception {
        hub.camel().getRouteController().resumeRoute(route);
    }

    /** Where the routes of the hub begin. */
    public List<String> routePaths() {
        return answering().map(route -> route.getEndpoint().getEndpointUri()).toList();
    }

    public Reply call(
            String method, String path, String token, BodyPublisher body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.url() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body(), answer);
    }

    public Reply get(String path) throws Exception {
        return get(path, TOKEN);
    }

    public Reply get(String path, String token) throws Exception {
        return call("GET", path, token, BodyPublishers.noBody());
    }

    public Reply post(String path, String json) throws Exception {
        return send("POST", path, TOKEN, json);
    }

    public Reply put(String path, String json) throws Exception {
        return send("PUT", path, TOKEN, json);
    }

    public Reply delete(String path) throws Exception {
        return call("DELETE", path, TOKEN, BodyPublishers.noBody());
    }

    public Reply send(String method, String path, String token, String json) throws Exception {
        return call(
                method,
                path,
                token,
                BodyPublishers.ofString(json),
                "Content-Type",
                "application/json");
    }

    @Override
    public void close() {
        hub.stop().run();
    }
}

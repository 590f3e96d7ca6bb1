package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.RunningHub;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for pages of the console as a browser does that runs no scripts and follows no redirect. */
public final class ConsoleClient {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;

    private String cookie;
    private String csrf = "";

    public ConsoleClient(RunningHub hub) {
        url = hub.url() + "/console";
    }

    /** What the console answered. */
    public record Answer(int status, String text, HttpResponse<String> raw) {

        /** Empty where there is none. */
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** Signs in with the token of tests. */
    public ConsoleClient signIn() throws Exception {
        return signIn(RunningHub.TOKEN);
    }

    public ConsoleClient signIn(String token) throws Exception {
        Answer answer = send("/sign-in", List.of(), "token", token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        Matcher sent = CSRF.matcher(get("/webhooks").text());
        assertThat(sent.find()).as("a form on the page").isTrue();
        csrf = sent.group(1);
        return this;
    }

    /** As it is sent with each call; null before the first. */
    public String cookie() {
        return cookie;
    }

    public void cookie(String newCookie) {
        cookie = newCookie;
    }

    /** As it stands in the forms of the one who is signed in. */
    public String csrf() {
        return csrf;
    }

    /**
     * @param path below the console, with its slash
     * @param headers names and values
     */
    public Answer get(String path, String... headers) throws Exception {
        return exchange(request(path, List.of(headers)).GET());
    }

    /**
     * Sends a form of the console.
     *
     * @param fields names and values
     */
    public Answer post(String path, String... fields) throws Exception {
        String[] all = new String[fields.length + 2];
        all[0] = "csrf";
        all[1] = csrf;
        System.arraycopy(fields, 0, all, 2, fields.length);
        return send(path, List.of(), all);
    }

    /** Sends a form with nothing but these fields. */
    public Answer send(String path, List<String> headers, String... fields) throws Exception {
        return exchange(
                request(path, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(fields))));
    }

    static String encoded(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private HttpRequest.Builder request(String path, List<String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request;
    }

    private Answer exchange(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> raw = client.send(request.build(), BodyHandlers.ofString());
        raw.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
        return new Answer(raw.statusCode(), raw.body(), raw);
    }
}

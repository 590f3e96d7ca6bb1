package io.github.cameltimelines.benchmarks;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * How long each page of the console takes from the request to its last byte, with a million
 * attempts in the ledger and ten thousand webhooks, one after the other.
 */
final class ConsoleBenchmark {

    private static final int WARM_UPS = 10;
    private static final int TIMES = 20;

    /** A link to what the list has first. */
    private static final String FIRST = "href=\"(?:\\.\\./)*%s/([a-z0-9_]+)\"";

    private final Bench bench;
    private final HttpClient client = HttpClient.newHttpClient();

    ConsoleBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            DataSource database = bench.database(ledger);
            try (Sink sink = new Sink(true);
                    HubServer hub = new HubServer(database, Folders.make())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/new"));
                LargeHistory.fill(hub, sink, database, ledger.equals("H2"));
                measure(ledger, "http://127.0.0.1:" + hub.port + "/console/");
            }
        }
    }

    private void measure(String ledger, String console) throws Exception {
        String cookie = signIn(console);
        String delivery = first(console, cookie, "deliveries");
        String event = first(console, cookie, "events");
        for (String page :
                List.of(
                        "",
                        "webhooks",
                        "webhooks/new",
                        "webhooks/2",
                        "deliveries",
                        "deliveries?status=given_up",
                        "deliveries?event_type=chat:created",
                        "deliveries/" + delivery,
                        "events",
                        "events?chat_id=7",
                        "events/" + event,
                        "events/test?webhook_id=2",
                        "replays",
                        "flows")) {
            bench.report()
                    .add(
                            "page /"
                                    + (page.contains("_") && !page.contains("?")
                                            ? page.replaceAll("/[a-z]+_.*", "/{id}")
                                            : page)
                                    + " of the console, "
                                    + ledger
                                    + ", median and longest, ms",
                            time(console + page, cookie),
                            "< 100");
        }
    }

    private String time(String url, String cookie) throws Exception {
        double[] millis = new double[TIMES];
        for (int i = -WARM_UPS; i < TIMES; i++) {
            long began = System.nanoTime();
            get(url, cookie);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        double longest = java.util.Arrays.stream(millis).max().orElseThrow();
        return String.format(Locale.ROOT, "%.1f, %.1f", Report.median(millis), longest);
    }

    private String signIn(String console) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(console + "sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "token="
                                                        + URLEncoder.encode(
                                                                HubServer.TOKEN,
                                                                StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private String first(String console, String cookie, String section) throws Exception {
        Matcher link =
                Pattern.compile(FIRST.formatted(section)).matcher(get(console + section, cookie));
        while (link.find()) {
            if (link.group(1).contains("_")) {
                return link.group(1);
            }
        }
        throw new IllegalStateException("The page of " + section + " has no link to one");
    }

    private String get(String url, String cookie) throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookie).build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + " answers " + answer.statusCode());
        }
        return answer.body();
    }
}

package io.github.cameltimelines.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A million events that nobody takes, in a server of its own with a heap of 256 MB: it must not run
 * out, and accepting must not slow down.
 */
final class BacklogBenchmark {

    private static final int EVENTS = Integer.getInteger("backlog", 1_000_000);
    private static final int CONNECTIONS = 64;

    private final Bench bench;

    BacklogBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            String url = ledger.equals("H2") ? "" : bench.databases().emptyUrl();
            Process server = start(Folders.make(), url);
            try (BufferedReader out = server.inputReader()) {
                int port = Integer.parseInt(out.readLine());
                bench.load().post(port, Server.HOOK, CONNECTIONS, 3 * bench.millis(), 0); // warm up
                double first = rate(port);
                long accepted = 0;
                while (accepted < EVENTS) {
                    Load.Result result =
                            bench.load().post(port, Server.HOOK, CONNECTIONS, 10_000, 0);
                    AcceptBenchmark.requireAllAnswered(result);
                    accepted += result.calls();
                }
                double last = rate(port);
                server.getOutputStream().write('\n');
                server.getOutputStream().flush();
                long heapMb = Long.parseLong(out.readLine());
                bench.report()
                        .add(
                                "heap after "
                                        + accepted
                                        + " undelivered events on "
                                        + ledger
                                        + ", -Xmx256m",
                                heapMb + " MB",
                                "< 256 MB");
                bench.report()
                        .add(
                                "accept behind that backlog ÷ before it, " + ledger,
                                String.format(Locale.ROOT, "%.2f", last / first),
                                "≥ 0.9");
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private double rate(int port) throws Exception {
        double[] rates = new double[bench.repetitions()];
        for (int repetition = 0; repetition < rates.length; repetition++) {
            rates[repetition] =
                    bench.load()
                            .post(port, Server.HOOK, CONNECTIONS, bench.millis(), 0)
                            .perSecond();
        }
        return Report.median(rates);
    }

    private static Process start(Path folder, String url) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BacklogServer.class.getName(),
                                folder.toString()));
        if (!url.isEmpty()) {
            command.add(url);
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}

package io.github.cameltimelines.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * The server of {@link BacklogBenchmark}: prints its port; on a line of input the heap in use after
 * a collection, in megabytes; ends when its input ends.
 */
final class BacklogServer {

    private BacklogServer() {}

    public static void main(String[] args) throws Exception {
        try (Server server =
                new Server(database(args), Path.of(args[0]), AcceptBenchmark.suspendable())) {
            server.context.getRouteController().suspendRoute("bot");
            System.out.println(server.port);
            while (System.in.read() >= 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println((runtime.totalMemory() - runtime.freeMemory()) >> 20);
            }
        }
        System.exit(0);
    }

    private static DataSource database(String[] args) {
        if (args.length < 2) {
            return null;
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[1]);
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}

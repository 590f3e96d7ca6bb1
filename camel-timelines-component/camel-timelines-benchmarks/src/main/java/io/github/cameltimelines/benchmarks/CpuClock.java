package io.github.cameltimelines.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * CPU time that this JVM and the database's processes have used. On a shared machine it is steadier
 * than the rate: what others do takes time from both sides of a ratio, but not in the same second.
 */
final class CpuClock {

    private static final long TICK_NS = 10_000_000; // USER_HZ is 100 on Linux

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ProcessHandle database;

    /**
     * @param database the database's first process; null when there is none
     */
    CpuClock(ProcessHandle database) {
        this.database = database;
    }

    long nanos() throws IOException {
        long sum = system.getProcessCpuTime();
        if (database != null) {
            for (ProcessHandle process :
                    Stream.concat(Stream.of(database), database.descendants()).toList()) {
                sum += nanos(process.pid());
            }
        }
        return sum;
    }

    private static long nanos(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NS;
        } catch (NoSuchFileException e) {
            return 0; // it ended meanwhile
        }
    }
}

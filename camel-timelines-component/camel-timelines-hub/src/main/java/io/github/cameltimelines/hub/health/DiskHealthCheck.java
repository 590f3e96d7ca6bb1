package io.github.cameltimelines.hub.health;

import io.github.cameltimelines.TimelinesComponent;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * DOWN while there is little room for the embedded ledger: before the database fails at it. Not
 * part of liveness, for a restart makes no room.
 */
public final class DiskHealthCheck extends AbstractHealthCheck {

    /** Minutes of events at full speed, hours of usual ones. */
    static final long FREE_MIN = 100L << 20;

    private final File folder;
    private final long freeMin;

    DiskHealthCheck(File folder, long freeMin) {
        super("timelines", "timelines-disk");
        this.folder = folder;
        this.freeMin = freeMin;
    }

    /** Watches the disk of the component's ledger, where it is a file of its own. */
    public static void watch(CamelContext context, TimelinesComponent component) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null
                && component.getDataSource() == null
                && !component.getLedger().equals("memory")) {
            registry.register(
                    new DiskHealthCheck(Path.of(component.getDataFolder()).toFile(), FREE_MIN));
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        long free = folder.getUsableSpace(); // 0 where there is no folder yet
        builder.detail("disk.free", free);
        if (folder.exists() && free < freeMin) {
            builder.message("Less than " + (freeMin >> 20) + " MB are free for the ledger").down();
        } else {
            builder.up();
        }
    }
}

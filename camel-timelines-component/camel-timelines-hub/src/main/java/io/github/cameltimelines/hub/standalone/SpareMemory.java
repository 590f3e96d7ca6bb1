package io.github.cameltimelines.hub.standalone;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Gives back, once, what starting took of memory. The JVM keeps the heap that it grew to, mostly
 * empty, until a collection that an idle hub does not need; and then up to 70 % of it stays free.
 * Both settings can be changed while it runs; those that somebody made are left alone.
 */
final class SpareMemory extends MainListenerSupport {

    private static final int AFTER_S = 5; // the first calls should not meet the collection

    @Override
    public void afterStart(BaseMainSupport main) {
        CompletableFuture.delayedExecutor(AFTER_S, TimeUnit.SECONDS).execute(SpareMemory::giveBack);
    }

    static void giveBack() {
        HotSpotDiagnosticMXBean jvm =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm != null) {
            setUnlessSet(jvm, "MinHeapFreeRatio", "20");
            setUnlessSet(jvm, "MaxHeapFreeRatio", "40");
            System.gc();
        }
    }

    private static void setUnlessSet(HotSpotDiagnosticMXBean jvm, String option, String value) {
        try {
            if (jvm.getVMOption(option).getOrigin() == VMOption.Origin.DEFAULT) {
                jvm.setVMOption(option, value);
            }
        } catch (IllegalArgumentException unknown) {
            // a collector without it keeps what it likes
        }
    }
}

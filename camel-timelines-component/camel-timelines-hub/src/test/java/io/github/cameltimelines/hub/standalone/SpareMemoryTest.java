package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {

    private final HotSpotDiagnosticMXBean jvm =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    @Test
    void an_idle_heap_is_not_kept_mostly_empty_unless_somebody_wants_it() {
        SpareMemory.giveBack();
        assertThat(jvm.getVMOption("MinHeapFreeRatio").getValue()).isEqualTo("20");
        assertThat(jvm.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo("40");

        jvm.setVMOption("MaxHeapFreeRatio", "55");
        SpareMemory.giveBack();
        assertThat(jvm.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo("55");
    }
}

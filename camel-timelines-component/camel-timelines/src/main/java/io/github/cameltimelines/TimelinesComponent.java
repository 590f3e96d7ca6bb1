package io.github.cameltimelines;

import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerOpening;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code timelines:} component: makes the endpoints and holds what they share, one ledger and
 * one door for each path.
 */
@Component("timelines")
public class TimelinesComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TimelinesComponent.class);

    @Metadata(description = "Defaults of all endpoints.")
    private TimelinesConfiguration configuration = new TimelinesConfiguration();

    @Metadata(
            label = "consumer",
            description =
                    "The database of the ledger: H2 or PostgreSQL. Several nodes may share one PostgreSQL. Tables with"
                            + " the prefix timelines_ are made in it. Without it the ledger is an embedded H2 file.")
    private DataSource dataSource;

    @Metadata(
            label = "consumer",
            defaultValue = "timelines-data",
            description = "The folder of the embedded ledger.")
    private String dataFolder = "timelines-data";

    @Metadata(
            label = "consumer",
            defaultValue = "file",
            enums = "file,memory",
            description =
                    "file: the embedded ledger survives the JVM. memory: it does not; for tests.")
    private String ledger = "file";

    @Metadata(
            label = "consumer,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description =
                    "How long a node that shares the ledger may be silent before the others take its deliveries over."
                            + " 1 second or more.")
    private long lease = LedgerSettings.DEFAULT_LEASE.toMillis();

    @Metadata(
            label = "producer,advanced",
            defaultValue = "10",
            description =
                    "Threads that make calls; so many are on the wire at once, at the most. Calls that wait, for the"
                            + " rate limit or to be tried again, hold none.")
    private int callThreads = 10;

    private final ApiClients apiClients = new ApiClients(this);
    private final Entrances entrances = new Entrances(this);
    private final Object pipelineLock = new Object();
    private boolean closed;
    private LedgerOpening opening;
    private TimelinesPipeline pipeline;
    private HealthCheck ledgerHealth;
    private ScheduledExecutorService timer;
    private Duration inCallLimit = InCall.LIMIT;
    private volatile boolean hasStarted;
    private volatile boolean fedByHub;

    public TimelinesComponent() {}

    public TimelinesComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        TimelinesEndpoint endpoint = new TimelinesEndpoint(uri, this, configuration.copy());
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * The API of TimelinesAI with the settings of an endpoint, or of the component ({@link
     * #getConfiguration()}). Who asks with the same settings shares connections.
     *
     * @throws io.github.cameltimelines.api.TimelinesInvalidRequestException if there is no token
     */
    public TimelinesApi api(TimelinesConfiguration settings) {
        return apiClients.of(settings);
    }

    /**
     * The pipeline on the ledger, opened when it is first needed: one for all consumers of the
     * component and the hub. Whoever asks does not close it: the component does when it stops.
     *
     * @throws IllegalStateException if the component has been stopped
     * @throws io.github.cameltimelines.ledger.LedgerUnavailableException if the ledger does not
     *     open
     */
    public TimelinesPipeline pipeline() {
        synchronized (pipelineLock) {
            if (closed) {
                throw new IllegalStateException("The component has been stopped");
            }
            if (pipeline == null) {
                pipeline =
                        TimelinesPipeline.start(
                                openLedger(), Retention.Ages.DEFAULT, Clock.systemUTC());
                ledgerHealth =
                        new LedgerHealthCheck(
                                name(), pipeline.ledger().state(), Duration.ofMillis(lease));
                HealthChecks.add(getCamelContext(), ledgerHealth);
            }
            return pipeline;
        }
    }

    /**
     * Opens the ledger in the background, for an application that has more to do before it asks for
     * the pipeline: a database takes a third of the time that a hub needs to start. What stands in
     * its way is told to whoever asks for the pipeline. If options of the ledger are changed after
     * this, it is opened anew.
     */
    public void openLedgerAhead() {
        synchronized (pipelineLock) {
            if (!closed && pipeline == null && opening == null) {
                opening = LedgerOpening.begin(ledgerSettings(), Clock.systemUTC());
            }
        }
    }

    private Ledger openLedger() {
        LedgerOpening begun = opening;
        opening = null;
        if (begun != null) {
            if (begun.settings().equals(ledgerSettings())) {
                return begun.await();
            }
            begun.close();
        }
        return Ledger.open(ledgerSettings(), Clock.systemUTC());
    }

    private LedgerSettings ledgerSettings() {
        return new LedgerSettings(
                dataSource, Path.of(dataFolder), ledger.equals("memory"), Duration.ofMillis(lease));
    }

    /** An application may have several of us, each with a ledger of its own. */
    private String name() {
        CamelContext context = getCamelContext();
        return context.getComponentNames().stream()
                .filter(name -> context.hasComponent(name) == this)
                .findFirst()
                .orElse("timelines");
    }

    Entrances entrances() {
        return entrances;
    }

    /**
     * Says that a hub takes TimelinesAI's calls into the ledger. A route then gets the events of
     * the hub's first workspace and opens no door of its own, unless its options say how
     * TimelinesAI is to call it: {@code webhookSecret}, or {@code apiToken} and {@code publicUrl}.
     */
    public void feedFromHub() {
        fedByHub = true;
    }

    boolean isFedByHub() {
        return fedByHub;
    }

    /** For what must happen in time; nothing that takes long. */
    synchronized ScheduledExecutorService timer() {
        if (timer == null) {
            timer =
                    getCamelContext()
                            .getExecutorServiceManager()
                            .newSingleThreadScheduledExecutor(this, "timelines-timer");
        }
        return timer;
    }

    /** How long routes may run inside a webhook call. */
    Duration inCallLimit() {
        return inCallLimit;
    }

    void setInCallLimit(Duration inCallLimit) {
        this.inCallLimit = inCallLimit;
    }

    /**
     * Whether all routes are there that may want an event: not while the context starts or stops.
     */
    boolean takesCalls() {
        ServiceStatus status = getCamelContext().getStatus();
        if (status.isStarted()) {
            hasStarted = true;
        }
        return hasStarted && !status.isStopping() && !status.isStopped();
    }

    /** Runs it now, or when the context and all its routes have started. */
    void whenStarted(Runnable task) {
        if (getCamelContext().isStarted()) {
            task.run();
            return;
        }
        try {
            getCamelContext().addStartupListener(new WhenStarted(task));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private record WhenStarted(Runnable task) implements ExtendedStartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            if (alreadyStarted) {
                task.run();
            }
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            task.run();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        synchronized (pipelineLock) {
            closed = false;
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            entrances.close();
        } finally {
            closePipeline();
        }
        synchronized (this) {
            if (timer != null) {
                getCamelContext().getExecutorServiceManager().shutdownNow(timer);
                timer = null;
            }
        }
        apiClients.close();
        super.doStop();
    }

    private void closePipeline() throws InterruptedException {
        synchronized (pipelineLock) {
            closed = true;
            if (opening != null) {
                opening.close();
                opening = null;
            }
            if (pipeline == null) {
                return;
            }
            HealthChecks.remove(getCamelContext(), ledgerHealth);
            pipeline.close();
            pipeline = null;
        }
    }

    public TimelinesConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TimelinesConfiguration configuration) {
        this.configuration = configuration;
    }

    public int getCallThreads() {
        return callThreads;
    }

    public void setCallThreads(int callThreads) {
        this.callThreads = callThreads;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getDataFolder() {
        return dataFolder;
    }

    public void setDataFolder(String dataFolder) {
        this.dataFolder = dataFolder;
    }

    public String getLedger() {
        return ledger;
    }

    public void setLedger(String ledger) {
        this.ledger = ledger;
    }

    public long getLease() {
        return lease;
    }

    public void setLease(long lease) {
        this.lease = lease;
    }
}

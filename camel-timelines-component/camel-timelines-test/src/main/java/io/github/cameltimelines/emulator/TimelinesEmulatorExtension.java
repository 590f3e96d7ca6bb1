package io.github.cameltimelines.emulator;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a {@link TimelinesEmulator} for the tests of a class, reset before each of them, and hands
 * it to parameters of that type. Register it in a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static TimelinesEmulatorExtension timelines = TimelinesEmulatorExtension.create();
 *
 * @Test
 * void a_question_is_answered(TimelinesEmulator emulator) {
 *     emulator.customer("+34600111222").writes("What are your hours?");
 * }
 * }</pre>
 *
 * <p>The emulator starts when it is first asked for, at the latest before the first test, and stops
 * after the last one. {@code @ExtendWith} works too, with the defaults.
 */
public final class TimelinesEmulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

    private final TimelinesEmulatorBuilder builder;
    private final boolean keepWebhooks;
    private TimelinesEmulator emulator;

    /** With the defaults, for {@code @ExtendWith}. */
    public TimelinesEmulatorExtension() {
        this(TimelinesEmulator.builder(), false);
    }

    private TimelinesEmulatorExtension(TimelinesEmulatorBuilder builder, boolean keepWebhooks) {
        this.builder = builder;
        this.keepWebhooks = keepWebhooks;
    }

    /** With the defaults of {@link TimelinesEmulator#builder()}. */
    public static TimelinesEmulatorExtension create() {
        return new TimelinesEmulatorExtension();
    }

    /** With other settings: {@code with(b -> b.envelope(Envelope.SEED))}. */
    public TimelinesEmulatorExtension with(UnaryOperator<TimelinesEmulatorBuilder> settings) {
        return new TimelinesEmulatorExtension(settings.apply(builder), keepWebhooks);
    }

    /** Webhooks survive from test to test, for routes that registered them once, at start. */
    public TimelinesEmulatorExtension keepingWebhooks() {
        return new TimelinesEmulatorExtension(builder, true);
    }

    /** The emulator; starts it if it is not running. */
    public synchronized TimelinesEmulator emulator() {
        if (emulator == null) {
            emulator = builder.start();
        }
        return emulator;
    }

    /** The same as {@code emulator().baseUrl()}. */
    public String baseUrl() {
        return emulator().baseUrl();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        emulator();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (keepWebhooks) {
            emulator().resetKeepingWebhooks();
        } else {
            emulator().reset();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TimelinesEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator();
    }
}

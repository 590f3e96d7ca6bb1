package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.util.Deadline;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.junit.jupiter.api.Test;

/** The same happens under several names, depending on when the system notices it. */
class FailureTextTest {

    @Test
    void a_failure_is_named_by_what_happened() {
        Map<Throwable, String> failures =
                Map.of(
                        new ConnectException("Connection refused"),
                        "the connection was refused",
                        new ConnectException("Network is unreachable"),
                        "the host cannot be reached",
                        new NoRouteToHostException("No route to host"),
                        "the host cannot be reached",
                        new IOException("Connection reset by peer"),
                        "the connection was reset",
                        new SocketException("Connection reset"),
                        "the connection was reset",
                        new IOException("Broken pipe"),
                        "the connection was closed",
                        new ClosedChannelException(),
                        "the connection was closed",
                        new ConnectionClosedException(),
                        "the connection was closed",
                        DeadlineTimeoutException.from(Deadline.MIN_VALUE),
                        "no connection in time",
                        new IllegalStateException("10.0.0.1"),
                        "IllegalStateException");

        failures.forEach((failure, text) -> assertThat(FailureText.of(failure)).isEqualTo(text));
    }
}

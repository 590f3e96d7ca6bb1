package io.github.cameltimelines.hub;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * What a {@link RunningHub} runs in: by itself, unless the class path has another one (a service of
 * this type). So the suites of the hub run wherever the hub does.
 */
public interface HubServer {

    /**
     * A hub that runs.
     *
     * @param url without a slash at its end
     * @param observePort of health and metrics, null where it is that of the URL
     */
    record Running(CamelContext camel, String url, Integer observePort, Runnable stop) {}

    /**
     * @param settings with the prefix {@code timelines.}, and Camel's
     * @param first routes that are there before those of the hub
     */
    Running start(Map<String, String> settings, RoutesBuilder... first) throws Exception;
}

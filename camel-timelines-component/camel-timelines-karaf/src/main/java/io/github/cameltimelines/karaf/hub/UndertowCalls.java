package io.github.cameltimelines.karaf.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/** The calls of one route: those to its path by its methods, while it runs. */
final class UndertowCalls extends DefaultConsumer implements PlatformHttpConsumer {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^/}]+)}");

    private final List<UndertowCalls> routes;
    private final List<String> methods;
    private final List<String> names = new ArrayList<>();
    private final Pattern path;

    UndertowCalls(PlatformHttpEndpoint endpoint, Processor processor, List<UndertowCalls> routes) {
        super(endpoint, processor);
        this.routes = routes;
        String restrict = endpoint.getHttpMethodRestrict();
        methods = restrict == null ? List.of() : List.of(restrict.split(","));
        path = pattern(endpoint);
    }

    private Pattern pattern(PlatformHttpEndpoint endpoint) {
        String template = endpoint.getPath().startsWith("/") ? "" : "/";
        template += endpoint.getPath();
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int end = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(template.substring(end, parameter.start())));
            regex.append("([^/]+)");
            names.add(parameter.group(1));
            end = parameter.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        return Pattern.compile(regex + (endpoint.isMatchOnUriPrefix() ? "(?:/.*)?" : "/?"));
    }

    /** The parameters that the path has, if the call is for this route. */
    Optional<Map<String, String>> match(String method, String called) {
        Matcher matcher = path.matcher(called);
        if ((!methods.isEmpty() && !methods.contains(method)) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(parameters);
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        routes.add(this);
    }

    @Override
    protected void doSuspend() throws Exception {
        routes.remove(this);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        routes.add(this);
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        routes.remove(this);
        super.doStop();
    }
}

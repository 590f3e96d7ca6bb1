package io.github.cameltimelines.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpRegistry;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door at any HTTP server that Camel's Rest DSL can use: Spring Boot's own, undertow on Karaf,
 * netty-http, jetty. The call waits for its commit without holding the server's thread where the
 * server allows that.
 */
final class RestDoor implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);
    private static final String SEGMENT = "timelinesSecret";
    private static final List<String> SERVERS =
            List.of("platform-http", "undertow", "netty-http", "jetty", "servlet");

    /** Those that open a port for us, and would take any if none was named. */
    private static final Set<String> OWN_PORT = Set.of("undertow", "netty-http", "jetty");

    private static final Set<String> SERVLETS = Set.of("jetty", "servlet");

    private static final String CAMEL_SERVLET = "CamelServlet";

    private final String server;
    private final Consumer consumer;

    private RestDoor(String server, Consumer consumer) {
        this.server = server;
        this.consumer = consumer;
    }

    /**
     * A door at the first server that there is: the one named for the Rest DSL, then those above in
     * their order.
     */
    static Optional<Door> open(CamelContext context, String path, Reception reception)
            throws Exception {
        Set<String> names = new LinkedHashSet<>();
        String named = context.getRestConfiguration().getComponent();
        if (named != null) {
            names.add(named);
        }
        names.addAll(SERVERS);
        for (String name : names) {
            if (OWN_PORT.contains(name) && context.getRestConfiguration().getPort() <= 0) {
                LOG.debug("{} has no port to listen on: restConfiguration does not name one", name);
                continue;
            }
            if (name.equals("servlet") && !name.equals(named) && !isServletThere()) {
                LOG.debug("camel-servlet is on the class path, but its servlet is not deployed");
                continue;
            }
            Component component = context.getComponent(name, true, false);
            if (component instanceof RestConsumerFactory factory) {
                Optional<Door> door = open(context, name, factory, path, reception);
                if (door.isPresent()) {
                    return door;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isServletThere() {
        return DefaultHttpRegistry.getHttpRegistry(CAMEL_SERVLET).getCamelServlet(CAMEL_SERVLET)
                != null;
    }

    private static Optional<Door> open(
            CamelContext context,
            String name,
            RestConsumerFactory factory,
            String path,
            Reception reception)
            throws Exception {
        try {
            return Optional.of(
                    openAt(context, factory, context.getRestConfiguration(), path, reception));
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.debug("{} is on the class path but has no server to use: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** A door at that server, and no other. */
    static Door openAt(
            CamelContext context,
            RestConsumerFactory factory,
            RestConfiguration rest,
            String path,
            Reception reception)
            throws Exception {
        String name =
                context.getComponentNames().stream()
                        .filter(known -> context.hasComponent(known) == factory)
                        .findFirst()
                        .orElseGet(() -> factory.getClass().getSimpleName());
        Calls calls = new Calls(reception);
        Consumer consumer =
                factory.createConsumer(
                        context,
                        // Camel's servlet may answer 200 before an asynchronous processor is done.
                        name.equals("servlet") ? exchange -> calls.process(exchange) : calls,
                        "POST",
                        path + "/{" + SEGMENT + "}",
                        null,
                        null,
                        null,
                        rest,
                        unreadBody(name));
        if (SERVLETS.contains(name)) {
            ServletBinding.use(consumer, SEGMENT);
        }
        ServiceHelper.startService(consumer);
        return new RestDoor(name, consumer);
    }

    /** Options by which a server hands over the body unread, so that it is read up to the bound. */
    private static Map<String, Object> unreadBody(String name) {
        Map<String, Object> options = new HashMap<>();
        if (name.equals("undertow")) {
            options.put("useStreaming", true);
        } else if (SERVLETS.contains(name)) {
            options.put("disableStreamCache", true);
        } else if (name.equals("netty-http")) {
            // Netty itself reads up to 1 MiB. This keeps Camel from parsing it as a form.
            options.put("bridgeEndpoint", true);
        }
        return options;
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public void close() throws Exception {
        ServiceHelper.stopAndShutdownService(consumer);
    }

    /** Answers calls that come as exchanges. */
    static final class Calls extends AsyncProcessorSupport {
        private final Reception reception;

        Calls(Reception reception) {
            this.reception = reception;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Message in = exchange.getMessage();
            String segment = in.getHeader(SEGMENT, String.class);
            Optional<HttpAnswer> refusal =
                    reception.refuse(
                            segment,
                            in.getHeader(Exchange.CONTENT_TYPE, String.class),
                            in.getHeader(Exchange.CONTENT_ENCODING, String.class),
                            Optional.ofNullable(in.getHeader("Content-Length", Long.class))
                                    .orElse(0L));
            byte[] body = refusal.isPresent() ? null : read(in);
            if (body == null || body.length > Reception.BODY_MAX) {
                answer(exchange, refusal.orElseGet(() -> reception.tooLarge()));
                callback.done(true);
                return true;
            }
            reception.take(
                    segment,
                    body,
                    answer -> {
                        answer(exchange, answer);
                        callback.done(false);
                    });
            return false;
        }

        /** At most one byte more than is allowed; the stream is the server's to close. */
        private static byte[] read(Message in) {
            if (in.getBody() == null) {
                return new byte[0];
            }
            try {
                InputStream stream = in.getBody(InputStream.class);
                return stream == null ? new byte[0] : stream.readNBytes(Reception.BODY_MAX + 1);
            } catch (IOException e) {
                return new byte[0]; // the caller broke off: answered 400, to nobody
            }
        }

        private static void answer(Exchange exchange, HttpAnswer answer) {
            Message out = exchange.getMessage();
            out.removeHeaders("*");
            out.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
            out.setHeader(Exchange.CONTENT_TYPE, HttpAnswer.CONTENT_TYPE);
            if (answer.retryAfterSeconds() > 0) {
                out.setHeader("Retry-After", Integer.toString(answer.retryAfterSeconds()));
            }
            out.setBody(answer.body());
        }
    }
}

package io.github.cameltimelines.springboot;

import io.github.cameltimelines.TimelinesConfiguration;
import io.github.cameltimelines.inbox.Door;
import io.github.cameltimelines.inbox.DoorServer;
import io.github.cameltimelines.inbox.HttpAnswer;
import io.github.cameltimelines.inbox.Reception;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The doors at the web server of a Spring Boot application. A filter, because Camel's own way there
 * holds one of eight threads of the application's executor until a call is answered, which caps any
 * group commit behind it, lets the container parse forms and parts of strangers, and reads a body
 * without end. A call that waits for its commit holds no thread. Thread-safe.
 */
final class ServletDoors extends HttpFilter implements DoorServer {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ServletDoors.class);
    private static final HttpAnswer NOT_YET = HttpAnswer.unavailable("the application is starting");

    /** Longer than accepting, or a route inside the call, may take. */
    private static final long PATIENCE_MS = 30_000;

    private final transient BooleanSupplier hasStarted;
    private final transient AppPath paths;
    private final transient List<String> expected;
    private final transient Map<String, Reception> byPath = new ConcurrentHashMap<>();

    /**
     * @param hasStarted whether Camel has, and so all doors are there
     * @param expected paths that are likely to have doors by then
     */
    ServletDoors(BooleanSupplier hasStarted, AppPath paths, List<String> expected) {
        this.hasStarted = hasStarted;
        this.paths = paths;
        this.expected = expected;
    }

    /** The hub's path, and that of the component's consumers. */
    static List<String> expected(Environment environment) {
        Binder binder = Binder.get(environment);
        String path =
                binder.bind(ComponentProperties.PREFIX + "path", String.class)
                        .orElse(new TimelinesConfiguration().getPath());
        return List.of("/hooks", path);
    }

    @Override
    public Door open(String path, Reception reception) {
        if (byPath.putIfAbsent(path, reception) != null) {
            throw new IllegalArgumentException("There is a door at " + path + " already");
        }
        return new Door() {
            @Override
            public String server() {
                return "the application's web server";
            }

            @Override
            public void close() {
                byPath.remove(path, reception);
            }
        };
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = paths.of(request);
        int end = path.lastIndexOf('/');
        if (end <= 0 || end == path.length() - 1 || !request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        Reception reception = byPath.get(path.substring(0, end));
        if (reception != null) {
            take(reception, path.substring(end + 1), request, response);
        } else if (!hasStarted.getAsBoolean() && expected.contains(path.substring(0, end))) {
            send(response, NOT_YET); // Spring's server listens before Camel starts
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void take(
            Reception reception,
            String segment,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<HttpAnswer> refusal =
                reception.refuse(
                        segment,
                        request.getContentType(),
                        request.getHeader("Content-Encoding"),
                        request.getContentLengthLong());
        byte[] body = refusal.isPresent() ? null : read(request);
        if (body == null || body.length > Reception.BODY_MAX) {
            send(response, refusal.orElseGet(reception::tooLarge));
        } else if (request.isAsyncSupported()) {
            AsyncContext call = request.startAsync(request, response);
            call.setTimeout(PATIENCE_MS);
            reception.take(segment, body, answer -> complete(call, response, answer));
        } else { // a filter before this one is not asynchronous
            CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
            reception.take(segment, body, answer::complete);
            send(response, await(answer));
        }
    }

    /** At most one byte more than is allowed. */
    private static byte[] read(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(Reception.BODY_MAX + 1);
        } catch (IOException e) {
            return new byte[0]; // the caller broke off: answered 400, to nobody
        }
    }

    private static HttpAnswer await(CompletableFuture<HttpAnswer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpAnswer.unavailable("the application is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        }
    }

    private static void complete(
            AsyncContext call, HttpServletResponse response, HttpAnswer answer) {
        try {
            send(response, answer);
            call.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug(
                    "A caller is gone; what it sent is stored or not, as it would have been told");
        }
    }

    private static void send(HttpServletResponse response, HttpAnswer answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(HttpAnswer.CONTENT_TYPE);
        response.setContentLength(answer.body().length);
        if (answer.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Integer.toString(answer.retryAfterSeconds()));
        }
        if (answer.status() == 413) {
            response.setHeader("Connection", "close"); // the rest of the body is not wanted
        }
        response.getOutputStream().write(answer.body());
    }
}

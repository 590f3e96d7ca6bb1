package io.github.cameltimelines.springboot;

import io.github.cameltimelines.hub.api.HubPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;

/**
 * Calls of the hub's API and its console at the web server of a Spring Boot application, made such
 * as they come to a hub that runs by itself: a bounded body, read once, as it was sent; no forms,
 * no parts; a slash at the end of the path or none. Camel's routes answer them.
 */
final class HubCalls extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Bytes of a body, as of a hub that runs by itself; what each call takes is less. */
    private static final int BODY_MAX = 1 << 20;

    private static final String OPENAPI = "/openapi.json";

    private final transient BooleanSupplier isStarted;
    private final transient AppPath paths;

    /**
     * @param isStarted whether Camel is, and so all routes are there
     */
    HubCalls(BooleanSupplier isStarted, AppPath paths) {
        this.isStarted = isStarted;
        this.paths = paths;
    }

    /** Whether the hub answers it, wherever the application's paths begin. */
    static boolean isOne(String path) {
        return below(HubPaths.API, path)
                || below(HubPaths.HUB_API, path)
                || path.equals(OPENAPI)
                || isPage(path);
    }

    /** Whether it is one of the console's, which go by the slash at the end of the path. */
    static boolean isPage(String path) {
        return below(HubPaths.CONSOLE, path);
    }

    private static boolean below(String root, String path) {
        return path.startsWith(root)
                && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isOne(paths.of(request))) {
            chain.doFilter(request, response);
            return;
        }
        if (!isStarted.getAsBoolean()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            refuse(response, 503, "unavailable", "The hub is starting or stopping");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            refuse(
                    response,
                    413,
                    "payload_too_large",
                    "The body is larger than " + BODY_MAX + " bytes");
            return;
        }
        boolean isPage = isPage(paths.of(request));
        chain.doFilter(new HubCall(request, body, isPage), response);
    }

    private static void refuse(HttpServletResponse response, int status, String code, String why)
            throws IOException {
        byte[] body =
                "{\"status\":\"error\",\"message\":\"%s\",\"error_code\":\"%s\"}"
                        .formatted(why, code)
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

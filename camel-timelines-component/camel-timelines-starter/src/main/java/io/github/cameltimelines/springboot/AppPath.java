package io.github.cameltimelines.springboot;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;

/**
 * Where a call goes within the application: without {@code server.servlet.context-path} and {@code
 * spring.mvc.servlet.path}, as it was sent and not decoded.
 *
 * @param prefix of the dispatcher servlet; empty where it has all paths
 */
record AppPath(String prefix) {

    static AppPath below(ObjectProvider<DispatcherServletPath> dispatcher) {
        DispatcherServletPath path = dispatcher.getIfAvailable();
        return new AppPath(path == null ? "" : path.getPrefix());
    }

    /** Empty where it is none of the application's. */
    String of(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    }
}

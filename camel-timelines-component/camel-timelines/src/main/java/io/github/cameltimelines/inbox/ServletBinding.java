package io.github.cameltimelines.inbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.http.common.HttpCommonEndpoint;

/**
 * Reads of a servlet call what a door needs, and leaves the body unread. Camel's own binding lets
 * the container parse forms and parts, which takes memory for a stranger and ends in a 500 where
 * they are malformed or large.
 *
 * <p>The only class that knows servlets, which are optional.
 */
final class ServletBinding extends DefaultHttpBinding {

    private static final List<String> HEADERS =
            List.of(Exchange.CONTENT_TYPE, Exchange.CONTENT_ENCODING, Exchange.CONTENT_LENGTH);

    private final String segment;

    private ServletBinding(String segment) {
        this.segment = segment;
    }

    /**
     * @param segment the header that the last segment of the path is to be in
     */
    static void use(Consumer consumer, String segment) {
        ((HttpCommonEndpoint) consumer.getEndpoint()).setHttpBinding(new ServletBinding(segment));
    }

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        String path =
                request.getPathInfo() == null ? request.getRequestURI() : request.getPathInfo();
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader(segment, path.substring(path.lastIndexOf('/') + 1));
        for (String header : HEADERS) {
            message.setHeader(header, request.getHeader(header));
        }
    }
}

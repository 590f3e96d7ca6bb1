package io.github.cameltimelines.springboot;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A call with its body read. */
final class HubCall extends HttpServletRequestWrapper {

    private static final String UNREAD = "application/octet-stream";

    private final ServletInputStream body;
    private final boolean isPage;

    HubCall(HttpServletRequest call, byte[] body, boolean isPage) {
        super(call);
        this.body = new Bytes(body);
        this.isPage = isPage;
    }

    /** Of the API without a slash at its end, which Spring takes for another path. */
    @Override
    public String getRequestURI() {
        String path = super.getRequestURI();
        return path.endsWith("/") && !isPage ? path.substring(0, path.length() - 1) : path;
    }

    /**
     * Of a form another one, so that neither Spring nor Camel parses it. The header still has the
     * right one, by which the API refuses the call; the console parses a form itself.
     */
    @Override
    public String getContentType() {
        String type = super.getContentType();
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.contains("multipart/") || lower.contains("form-urlencoded") ? UNREAD : type;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static final class Bytes extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Bytes(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body has been read");
        }
    }
}

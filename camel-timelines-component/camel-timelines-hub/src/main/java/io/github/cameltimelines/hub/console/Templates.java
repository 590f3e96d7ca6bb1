package io.github.cameltimelines.hub.console;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStacheInterfaces;
import io.jstach.jstache.JStachePath;
import io.jstach.jstache.JStacheType;
import java.util.function.Function;

/**
 * How templates become pages: Mustache files beside the classes, turned into Java when the hub is
 * built. What a page is told by others is text, never markup: {@code {{x}}} is escaped.
 */
@JStacheConfig(
        type = JStacheType.STACHE,
        interfacing = @JStacheInterfaces(templateExtends = Templates.Escaping.class),
        pathing =
                @JStachePath(
                        prefix = "io/github/cameltimelines/hub/console/",
                        suffix = ".mustache"))
public final class Templates {

    private Templates() {}

    /**
     * What each template is made on. Templates that need nothing when they run have no escaping of
     * their own: they ask this, which is theirs by being above them.
     */
    public abstract static class Escaping {

        protected Escaping() {}

        public final Function<String, String> templateEscaper() {
            return Escaping::escape;
        }

        /** What is null is empty. */
        public final Function<Object, String> templateFormatter() {
            return value -> value == null ? "" : value.toString();
        }

        /** For the content and for quoted attributes of an element. */
        static String escape(String text) {
            StringBuilder escaped = new StringBuilder(text.length() + 16);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '&' -> escaped.append("&amp;");
                    case '<' -> escaped.append("&lt;");
                    case '>' -> escaped.append("&gt;");
                    case '"' -> escaped.append("&quot;");
                    case '\'' -> escaped.append("&#39;");
                    default -> escaped.append(c);
                }
            }
            return escaped.toString();
        }
    }
}

package io.github.cameltimelines.hub.console;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStacheContentType;
import io.jstach.jstache.JStacheFormatter;
import io.jstach.jstache.JStachePath;
import io.jstach.jstache.JStacheType;
import java.util.function.Function;

/**
 * How templates become pages: Mustache files beside the classes, turned into Java when the hub is
 * built. What a page is told by others is text, never markup: {@code {{x}}} is escaped.
 */
@JStacheConfig(
        type = JStacheType.STACHE,
        contentType = Templates.Html.class,
        formatter = Templates.Plain.class,
        pathing =
                @JStachePath(
                        prefix = "io/github/cameltimelines/hub/console/",
                        suffix = ".mustache"))
public final class Templates {

    private Templates() {}

    /** Escapes for the content and for quoted attributes of an element. */
    @JStacheContentType(mediaType = "text/html", charsets = "UTF-8")
    public static final class Html {
        private Html() {}

        public static Function<String, String> provider() {
            return Html::escape;
        }

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

    /** What is null is empty. */
    @JStacheFormatter
    public static final class Plain {
        private Plain() {}

        public static Function<Object, String> provider() {
            return value -> value == null ? "" : value.toString();
        }
    }
}
